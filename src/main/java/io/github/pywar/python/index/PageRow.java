package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file as its page says it, word for word. Pages hold thousands, of which a target can use a few: only those become
 * a {@link DistributionFile}.
 *
 * @param fileName checked to be a plain name of a wheel or a source distribution
 * @param href its link, perhaps relative, without user and password
 * @param hashes algorithm to digits
 * @param requiresPython the specifiers, or null
 * @param size in bytes, or -1
 * @param uploadTime as text, or null
 * @param yanked the reason, or null where it was not taken back
 * @param coreMetadata hashes of its {@code .metadata} file, or null where none is advertised
 */
record PageRow(
        String fileName,
        String href,
        Map<String, String> hashes,
        String requiresPython,
        long size,
        String uploadTime,
        String yanked,
        Map<String, String> coreMetadata) {

    /** Many times what any real project has published. */
    private static final int MOST_FILES = 200_000;

    private static final List<String> OF_PACKAGES = List.of(
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
     * Adds it to the others of its page.
     *
     * @throws UserException where the page has no end
     */
    void addTo(List<PageRow> rows, URI page) {
        if (rows.size() == MOST_FILES) {
            throw UserException.of("Cannot read `" + page + "` as a page of a package index: it lists more than "
                            + MOST_FILES + " files")
                    .hint("no project has so many: tell the owner of the index");
        }
        rows.add(this);
    }

    /** @return the file; empty where its link leads nowhere that we go */
    Optional<DistributionFile> file(URI base, String indexId) {
        return PageLink.resolve(base, href).map(url -> {
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
            return file.build();
        });
    }

    /** @return whether it is a file of a project, though perhaps of no use: other links of a page lead elsewhere */
    static boolean isPackage(String fileName) {
        return OF_PACKAGES.stream().anyMatch(fileName::endsWith);
    }

    /** Wheels and source distributions; eggs, installers and signatures are nothing that we could use. */
    static boolean isDistribution(String fileName) {
        return PageLink.isFileName(fileName)
                && (fileName.endsWith(".whl") || fileName.endsWith(".tar.gz") || fileName.endsWith(".zip"));
    }
}
