package io.github.pywar.python.elf;

/**
 * Version of a library's symbols that a file requires (Linux Standard Base, "Version requirements").
 *
 * @param library that defines the version, for example {@code libc.so.6}
 * @param version for example {@code GLIBC_2.28}
 * @param isWeak whether the loader ignores a missing version
 * @param index the number of the version in the file
 */
public record VersionNeed(String library, String version, boolean isWeak, int index) {}
