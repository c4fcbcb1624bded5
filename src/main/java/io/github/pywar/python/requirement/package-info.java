/**
 * What a project asks for: single requirements ("Dependency specifiers"), whole requirements files in pip's syntax, the
 * {@code [project]} table (PEP 621) and dependency groups (PEP 735) of {@code pyproject.toml}.
 */
package io.github.pywar.python.requirement;
