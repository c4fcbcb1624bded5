/**
 * Maven goals: the only package that uses Maven's API. {@link io.github.pywar.maven.AbstractAppMojo} has the parameters,
 * {@link io.github.pywar.maven.PomReader} turns them into values of {@code app}, and each goal calls one task. Nothing here
 * decides about Python or archives.
 */
package io.github.pywar.maven;
