/**
 * Requirements files in pip's syntax: lines, options, includes and constraints (pip's reference, "Requirements File
 * Format"; {@code standards.md}, "Rules of requirements files"). A single requirement in such a file is a
 * {@link io.github.pywar.python.requirement.Requirement}.
 */
package io.github.pywar.python.requirementsfile;
