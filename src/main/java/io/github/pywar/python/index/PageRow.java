package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Unparsed file of a page. A page has thousands, of which a target can use only a few: only these become a
 * {@link DistributionFile}.
 *
 * @param fileName plain file name of a wheel or a source distribution
 * @param href its link, perhaps relative, without user and password
 * @param hashes algorithm to digits
 * @param requiresPython the specifiers, or null
 * @param size in bytes, or -1
 * @param uploadTime as text, or null
 * @param yanked the reason, or null if it was not yanked
 * @param coreMetadata hashes of its {@code .metadata} file, or null if none is advertised
 * @param provenance link to its attestations, or null
 */
record PageRow(
        String fileName,
        String href,
        Map<String, String> hashes,
        String requiresPython,
        long size,
        String uploadTime,
        String yanked,
        Map<String, String> coreMetadata,
        String provenance) {

    /** Many times the number of files of any real project. */
    private static final int MOST_FILES = 200_000;

    private static final List<String> PACKAGE_SUFFIXES = List.of(
            ".whl",
            ".tar.gz",
            ".zip",
            ".egg",
            ".exe",
            ".msi",
            ".rpm",
            ".deb",
            ".dmg",
            ".tar.bz2",
            ".tar.xz",
            ".tar.Z",
            ".tgz",
            ".tar");

    PageRow {
        href = PageLink.withoutUserInfo(href);
    }

    /**
     * Adds it to the rows of its page.
     *
     * @throws UserException if the page has too many files
     */
    void addTo(List<PageRow> rows, URI page) {
        if (rows.size() == MOST_FILES) {
            throw UserException.of("Cannot read `" + page + "` as a page of a package index: it lists more than "
                            + MOST_FILES + " files")
                    .hint("no project has so many files: report it to the owner of the index");
        }
        rows.add(this);
    }

    /** @return the file; empty if its link must not be followed */
    Optional<DistributionFile> file(URI base, String indexId) {
        Optional<URI> url = PageLink.resolve(base, href);
        return url.isPresent() ? Optional.of(file(url.get(), base, indexId)) : Optional.empty();
    }

    private DistributionFile file(URI url, URI base, String indexId) {
        DistributionFile.Builder file =
                DistributionFile.builder(fileName, url).hashes(hashes).indexId(indexId);
        if (requiresPython != null && !requiresPython.isBlank()) {
            file.requiresPython(requiresPython);
        }
        if (size >= 0) {
            file.size(size);
        }
        if (uploadTime != null) {
            file.uploaded(uploadTime);
        }
        if (yanked != null) {
            file.yanked(yanked);
        }
        if (coreMetadata != null) {
            file.coreMetadata(coreMetadata);
        }
        Optional<URI> attested = provenance == null ? Optional.empty() : PageLink.resolve(base, provenance);
        if (attested.isPresent()) {
            file.provenance(attested.get());
        }
        return file.build();
    }

    /** @return whether it has the suffix of a package of any kind, as opposed to other links of a page */
    static boolean isPackage(String fileName) {
        return PACKAGE_SUFFIXES.stream().anyMatch(fileName::endsWith);
    }

    /** @return whether it is a wheel or a source distribution; eggs and installers are not supported */
    static boolean isDistribution(String fileName) {
        return PageLink.isFileName(fileName)
                && (fileName.endsWith(".whl") || fileName.endsWith(".tar.gz") || fileName.endsWith(".zip"));
    }
}
