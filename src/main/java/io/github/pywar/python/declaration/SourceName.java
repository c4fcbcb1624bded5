package io.github.pywar.python.declaration;

import io.github.pywar.base.text.SourceLocation;

/**
 * Name that a declaration gives to a package source.
 *
 * @param name as it is written
 * @param location of the name
 */
public record SourceName(String name, SourceLocation location) {}
