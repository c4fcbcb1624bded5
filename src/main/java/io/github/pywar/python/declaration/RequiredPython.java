package io.github.pywar.python.declaration;

import io.github.pywar.python.version.VersionSpecifiers;

/**
 * Python versions that a declaration supports.
 *
 * @param versions that it accepts
 * @param text as it is written
 * @param origin key and file, for messages
 */
public record RequiredPython(VersionSpecifiers versions, String text, String origin) {}
