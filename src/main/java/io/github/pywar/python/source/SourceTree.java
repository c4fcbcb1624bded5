package io.github.pywar.python.source;

import java.nio.file.Path;

/**
 * Unpacked source code of one project.
 *
 * @param root folder with its {@code pyproject.toml} or {@code setup.py}
 */
public record SourceTree(Path root) {}
