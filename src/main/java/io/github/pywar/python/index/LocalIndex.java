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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files of find-links (pip's {@code --find-links}): folders, single files, and HTML pages on this machine or on servers,
 * each with files of any number of projects. An empty or missing folder is no error, because shared configuration often
 * names such folders.
 */
public final class LocalIndex implements PackageIndex {

    private static final String ID = "find-links";

    private final List<URI> locations;
    private final FindLinksPages pages;
    private final Progress progress;
    private final SingleFlight<URI, Map<PackageName, List<DistributionFile>>> files = SingleFlight.caching();

    private LocalIndex(List<URI> locations, FindLinksPages pages, Progress progress) {
        this.locations = locations;
        this.pages = pages;
        this.progress = progress;
    }

    /**
     * Returns an index of find-links.
     *
     * @param locations {@code file}, {@code http} and {@code https} URLs, in order of preference
     * @param http for pages on servers
     * @param cache of these pages, for offline builds
     * @param progress for warnings of missing pages
     */
    public static LocalIndex of(List<URI> locations, Http http, PageCache cache, Progress progress) {
        return new LocalIndex(List.copyOf(locations), new FindLinksPages(http, cache, progress), progress);
    }

    @Override
    public Optional<ProjectPage> project(PackageName name) throws IOException {
        List<DistributionFile> found = new ArrayList<>();
        for (URI location : locations) {
            Map<PackageName, List<DistributionFile>> listed = files.get(location, () -> byProject(read(location)));
            for (DistributionFile file : listed.getOrDefault(name, List.of())) {
                found.add(sized(file));
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(ProjectPage.of(name, List.of(), ID).merge(ProjectPage.of(name, found, ID)));
    }

    @Override
    public String describe() {
        return locations.stream()
                .map(location -> "`"
                        + Credentials.redact(
                                Credentials.withoutUserInfo(location).toString()) + "`")
                .collect(Collectors.joining(", "));
    }

    private List<DistributionFile> read(URI location) throws IOException {
        if (!"file".equals(location.getScheme())) {
            return pages.read(location).map(page -> page.files(ID)).orElse(List.of());
        }
        Path path = FileUrl.path(location);
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
            List<DistributionFile> files = new ArrayList<>();
            for (Path path : entries.sorted().toList()) {
                if (isDistribution(path) && Files.isRegularFile(path)) {
                    files.add(file(path));
                }
            }
            return files;
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

    /** Groups the files once: each search of a project in a list of all files would make a resolution quadratic. */
    private static Map<PackageName, List<DistributionFile>> byProject(List<DistributionFile> files) {
        Map<PackageName, List<DistributionFile>> grouped = new HashMap<>();
        for (DistributionFile file : files) {
            for (PackageName name : projects(file.fileName())) {
                grouped.putIfAbsent(name, new ArrayList<>());
                grouped.get(name).add(file);
            }
        }
        return grouped;
    }

    /**
     * Returns the projects that a file may be of. Old source distributions have dashes in name and version, so every dash is
     * tried.
     */
    private static Set<PackageName> projects(String fileName) {
        Set<PackageName> projects = new HashSet<>();
        if (fileName.endsWith(".whl")) {
            int end = Math.max(fileName.indexOf('-'), 0);
            PackageName.tryParse(fileName.substring(0, end)).ifPresent(projects::add);
            return projects;
        }
        String stem = fileName.replaceFirst("\\.(tar\\.gz|zip)$", "");
        for (int dash = stem.indexOf('-'); dash > 0; dash = stem.indexOf('-', dash + 1)) {
            if (Version.tryParse(stem.substring(dash + 1)).isPresent()) {
                PackageName.tryParse(stem.substring(0, dash)).ifPresent(projects::add);
            }
        }
        return projects;
    }
}
