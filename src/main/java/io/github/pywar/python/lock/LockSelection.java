package io.github.pywar.python.lock;

/**
 * What to install of one package.
 *
 * @param locked the package
 * @param artifact the file, or place of source code, that fits the target best
 */
public record LockSelection(LockedPackage locked, LockedArtifact artifact) {}
