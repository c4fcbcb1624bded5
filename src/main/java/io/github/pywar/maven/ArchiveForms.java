package io.github.pywar.maven;

/**
 * What a build writes beside each archive.
 *
 * @param isSigned whether there is a signature
 * @param hasProvenance whether there is a signed provenance
 * @param hasSbom whether there is a bill of materials
 * @param hasNotices whether there are the licence texts of the libraries
 * @param hasTarGz whether the same files are also a {@code tar.gz}
 * @param hasPython whether there is an interpreter
 */
record ArchiveForms(
        boolean isSigned,
        boolean hasProvenance,
        boolean hasSbom,
        boolean hasNotices,
        boolean hasTarGz,
        boolean hasPython) {

    static ArchiveForms of(PackageMojo goal, boolean isSigned) {
        return new ArchiveForms(
                isSigned,
                AbstractPywarMojo.value(goal.provenanceBuilder).isPresent(),
                goal.sbom,
                goal.notices,
                goal.tarGz,
                goal.runtime != null && !goal.runtime.inside());
    }
}
