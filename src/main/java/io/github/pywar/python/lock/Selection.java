package io.github.pywar.python.lock;

/**
 * What to install of one package.
 *
 * @param locked the package
 * @param artifact the file, or place of source code, that fits the target best
 */
public record Selection(LockedPackage locked, LockedArtifact artifact) {}
