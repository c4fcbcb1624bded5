package io.github.pywar.app.target;

import io.github.pywar.app.spec.TargetChoice;
import java.util.Optional;

/**
 * One of the declared targets of a build.
 *
 * @param choice its own Python version, platform and C library
 * @param classifier of its archive, if one is declared
 */
public record TargetDeclaration(TargetChoice choice, Optional<String> classifier) {}
