package io.github.pywar.python.lock;

/**
 * Selected artifact of one package.
 *
 * @param locked the package
 * @param artifact the artifact that fits the target best
 */
public record LockSelection(LockedPackage locked, LockedArtifact artifact) {}
