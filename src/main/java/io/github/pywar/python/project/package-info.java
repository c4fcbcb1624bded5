/** The {@code [project]} table (PEP 621) and the dependency groups (PEP 735) of a {@code pyproject.toml}. */
package io.github.pywar.python.project;
