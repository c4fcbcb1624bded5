package io.github.pywar.python.index;

import io.github.pywar.base.file.FileUrl;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files in plain places (pip's {@code --find-links}): folders, single files, and HTML pages on this machine or
 * elsewhere, each with files of any number of projects. A folder that is empty or missing offers nothing, without
 * complaint: environments name such folders.
 */
public final class LocalIndex implements PackageIndex {

    private static final String ID = "find-links";

    private final List<URI> places;
    private final FindLinksPages pages;
    private final Progress progress;
    private final SingleFlight<URI, List<DistributionFile>> files = SingleFlight.keeping();

    private LocalIndex(List<URI> places, FindLinksPages pages, Progress progress) {
        this.places = places;
        this.pages = pages;
        this.progress = progress;
    }

    /**
     * @param places {@code file}, {@code http} and {@code https} URLs, in the order of preference
     * @param http the way to pages on servers
     * @param cache where these are kept, for builds that are offline
     * @param progress told of pages that are not there
     */
    public static LocalIndex of(List<URI> places, Http http, PageCache cache, Progress progress) {
        return new LocalIndex(List.copyOf(places), new FindLinksPages(http, cache, progress), progress);
    }

    @Override
    public Optional<ProjectPage> project(PackageName name) throws IOException {
        List<DistributionFile> found = new ArrayList<>();
        for (URI place : places) {
            for (DistributionFile file : files.get(place, () -> read(place))) {
                if (belongs(file.fileName(), name)) {
                    found.add(sized(file));
                }
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(ProjectPage.of(name, List.of(), ID).merge(ProjectPage.of(name, found, ID)));
    }

    @Override
    public String describe() {
        return places.stream()
                .map(place -> "`"
                        + Credentials.redact(Credentials.withoutUserInfo(place).toString()) + "`")
                .collect(Collectors.joining(", "));
    }

    private List<DistributionFile> read(URI place) throws IOException {
        if (!"file".equals(place.getScheme())) {
            return pages.read(place).map(page -> page.files(ID)).orElse(List.of());
        }
        Path path = FileUrl.path(place);
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        if (!Files.exists(path)) {
            progress.detail("find-links: nothing at `" + path + "`");
            return List.of();
        }
        return isDistribution(path) ? List.of(file(path)) : page(path);
    }

    private static List<DistributionFile> page(Path page) throws IOException {
        try (InputStream in = Files.newInputStream(page)) {
            return PageHtml.read(in, Optional.empty(), page.toUri()).files(ID);
        }
    }

    private static List<DistributionFile> folder(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(LocalIndex::isDistribution)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(LocalIndex::file)
                    .toList();
        }
    }

    private static boolean isDistribution(Path file) {
        return PageRow.isDistribution(file.getFileName().toString());
    }

    private static DistributionFile file(Path file) {
        return DistributionFile.builder(file.getFileName().toString(), file.toUri())
                .indexId(ID)
                .build();
    }

    private static DistributionFile sized(DistributionFile file) throws IOException {
        if (!file.isLocal() || file.size().isPresent()) {
            return file;
        }
        Path path = FileUrl.path(file.url());
        return Files.exists(path) ? file.withSize(Files.size(path)) : file;
    }

    /** Old source distributions have dashes in names and versions: each place where the name may end is tried. */
    static boolean belongs(String fileName, PackageName name) {
        if (fileName.endsWith(".whl")) {
            int end = fileName.indexOf('-');
            return end > 0 && isName(fileName.substring(0, end), name);
        }
        String stem = fileName.replaceFirst("\\.(tar\\.gz|zip)$", "");
        for (int dash = stem.indexOf('-'); dash > 0; dash = stem.indexOf('-', dash + 1)) {
            if (isName(stem.substring(0, dash), name)
                    && Version.tryParse(stem.substring(dash + 1)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(String text, PackageName name) {
        return PackageName.tryParse(text).filter(name::equals).isPresent();
    }
}
