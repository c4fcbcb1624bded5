package io.github.pywar.python.source;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;

/**
 * Key of a wheel that was built from source code. Two builds with the same key have the same inputs.
 *
 * @param name the project
 * @param version of the project
 * @param hash over the inputs of the build: source code, target, build requirements and settings; 64 hexadecimal digits
 */
public record BuiltWheelKey(PackageName name, Version version, String hash) {}
