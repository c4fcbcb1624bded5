package io.github.pywar.maven;

/**
 * What a build writes beside each archive.
 *
 * @param isSigned whether there is a signature
 * @param hasSbom whether there is a bill of materials
 * @param hasTarGz whether the same files are also a {@code tar.gz}
 * @param hasPython whether there is an interpreter
 */
record ArchiveForms(boolean isSigned, boolean hasSbom, boolean hasTarGz, boolean hasPython) {}
