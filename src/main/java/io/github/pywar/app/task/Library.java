package io.github.pywar.app.task;

import io.github.pywar.python.wheel.Wheel;
import java.util.Optional;

/**
 * A wheel that goes into an archive.
 *
 * @param wheel verified
 * @param sha256 of its file, in hexadecimal digits
 * @param index the id of the index it came from; empty where it came from a folder
 * @param requested whether the application itself asks for it
 */
public record Library(Wheel wheel, String sha256, Optional<String> index, boolean requested) {}
