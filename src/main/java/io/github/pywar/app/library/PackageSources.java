package io.github.pywar.app.library;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.fingerprint.LibraryInputs;
import io.github.pywar.app.release.ReleaseFacts;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.Retries;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.python.build.BuildPackages;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PackageIndex;
import io.github.pywar.python.index.PageCache;
import io.github.pywar.python.install.ArchiveStore;
import io.github.pywar.python.install.RemoteWheelSource;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.provenance.ProvenanceSource;
import io.github.pywar.python.resolve.ResolutionCache;
import io.github.pywar.python.source.VersionControl;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Package sources of a build: indexes, and folders and pages of wheels.
 *
 * @param options the sources that the build configures
 * @param settings the build tool's settings for servers
 * @param traffic the limits for requests and downloads
 * @param cache the files that are kept from build to build
 * @param machine the machine whose configuration of pip and uv is used if the project configures no source
 * @param builds the settings for builds from source code
 */
public record PackageSources(
        IndexOptions options,
        ServerSettings settings,
        Traffic traffic,
        Cache cache,
        BuildMachine machine,
        BuildSettings builds)
        implements LibrarySource {

    /** Package sources without builds from source code. */
    public PackageSources(
            IndexOptions options, ServerSettings settings, Traffic traffic, Cache cache, BuildMachine machine) {
        this(
                options,
                settings,
                traffic,
                cache,
                machine,
                BuildSettings.none(cache.folder().resolve("logs")));
    }

    /**
     * Configured indexes and links.
     *
     * @param indexes the indexes in the order in which they are queried
     * @param findLinks the folders, files and pages of wheels
     * @param noIndex whether to query no index, even if one is configured elsewhere
     * @param merging whether every index is queried for every package; else the first index that has it serves it
     */
    public record IndexOptions(List<IndexDeclaration> indexes, List<URI> findLinks, boolean noIndex, boolean merging) {

        /** Options in which the first index that has a package serves it. */
        public IndexOptions(List<IndexDeclaration> indexes, List<URI> findLinks, boolean noIndex) {
            this(indexes, findLinks, noIndex, false);
        }

        public IndexOptions {
            indexes = List.copyOf(indexes);
            findLinks = List.copyOf(findLinks);
        }
    }

    /**
     * Limits for requests.
     *
     * @param offline whether there must be no request
     * @param connections maximum number of simultaneous requests, 1 or more
     * @param retries the number of retries of a failed request, 0 or more
     * @param limits the limits of a downloaded wheel
     * @param waits the waits for servers
     */
    public record Traffic(boolean offline, int connections, int retries, Limits limits, Waits waits) {

        /** Traffic with the default limits of a wheel. */
        public Traffic(boolean offline, int connections, int retries) {
            this(offline, connections, retries, Limits.USUAL);
        }

        /** Traffic with the default waits. */
        public Traffic(boolean offline, int connections, int retries, Limits limits) {
            this(offline, connections, retries, limits, Waits.USUAL);
        }

        /** @throws UserException if a number is out of range */
        public Traffic {
            if (connections < 1) {
                throw UserException.of("`" + connections + "` is not a number of connections\n    from: <connections>")
                        .hint("<connections> is 1 or more; the default is 16");
            }
            if (retries < 0) {
                throw UserException.of("`" + retries + "` is not a number of retries\n    from: <retries>")
                        .hint("<retries> is 0 or more; the default is 3");
            }
        }
    }

    /**
     * Waits for servers.
     *
     * @param silence limit for the time without a byte on a connection
     * @param pause waits before a retry
     */
    public record Waits(Duration silence, Retries.Pause pause) {

        /** Default waits: 30 s for a byte, and real pauses. */
        public static final Waits USUAL = new Waits(Duration.ofSeconds(30), Retries.Pause.SLEEP);
    }

    /**
     * Limits of a wheel. A wheel beyond them is rejected.
     *
     * @param files maximum number of files and folders
     * @param megabytes maximum inflated size, and maximum download size, in units of 1,048,576 bytes
     * @param ratio maximum ratio of inflated to deflated size, for large files
     * @param recordFaults packages whose wheels may differ from their RECORD where no hash contradicts it
     */
    public record Limits(int files, long megabytes, int ratio, Set<PackageName> recordFaults) {

        /** Limits for wheels that match their RECORD exactly. */
        public Limits(int files, long megabytes, int ratio) {
            this(files, megabytes, ratio, Set.of());
        }

        /** Default limits, far beyond any real wheel. */
        public static final Limits USUAL = new Limits(
                ZipLimits.DEFAULT.entries(), ZipLimits.DEFAULT.totalBytes() >> 20, ZipLimits.DEFAULT.ratio());

        /** @throws UserException if a limit is less than 1 */
        public Limits {
            if (Math.min(Math.min(files, ratio), megabytes) < 1) {
                throw UserException.of("`" + Math.min(Math.min(files, ratio), megabytes)
                                + "` is not a limit of a wheel\n    from: <wheelLimits>")
                        .hint("<files>, <megabytes> and <ratio> of <wheelLimits> are 1 or more");
            }
            recordFaults = Set.copyOf(recordFaults);
        }

        /** Returns the same limits with exceptions for these packages. */
        public Limits allowingRecordFaults(Set<PackageName> packages) {
            return new Limits(files, megabytes, ratio, packages);
        }

        ZipLimits zip() {
            return new ZipLimits(files, ZipLimits.DEFAULT.directoryBytes(), megabytes << 20, ratio);
        }
    }

    /**
     * Cache of downloads and resolutions.
     *
     * @param folder the folder of all cached files
     * @param isRefreshing whether cached index pages are ignored
     * @param inputs collects what the libraries depend on
     */
    public record Cache(Path folder, boolean isRefreshing, LibraryInputs inputs) {

        /** Cache of a build that is not compared with a later one. */
        public Cache(Path folder, boolean isRefreshing) {
            this(folder, isRefreshing, new LibraryInputs());
        }
    }

    @Override
    public List<Library> libraries(AppSpec spec, Progress progress) throws IOException {
        if (spec.dependencies().isEmpty()) {
            return List.of();
        }
        return open(
                spec.dependencies(),
                progress,
                open -> new ResolvedLibraries(open, cache.inputs()).libraries(spec, progress));
    }

    /**
     * Opens connections, does the work, and closes the connections.
     *
     * @param dependencies the dependencies whose requirements files may configure further sources
     */
    public <T> T open(DeclaredDependencies dependencies, Progress progress, OpenPackageSources.Work<T> work)
            throws IOException {
        SourcePrecedence effective =
                SourcePrecedence.of(this, dependencies.options(), progress).assigned(dependencies.sources(), progress);
        try (Http http = effective.http()) {
            PageCache pages = new PageCache(cache.folder().resolve("pages"), new LocalClock(), cache.isRefreshing());
            WheelStore store = store(http, progress);
            MetadataSource metadata = new MetadataSource(
                    http,
                    cache.folder().resolve("metadata"),
                    pages,
                    file -> store.fetch(file).file());
            ResolutionCache resolutions = ResolutionCache.in(cache.folder().resolve("resolutions"), codeVersion());
            PackageIndex index = effective.index(http, pages, progress);
            ExpiringPages expiring = new ExpiringPages(pages, http);
            try (OpenBuilds opened = builds(http, index, metadata, store, progress)) {
                T result = expiring.run(() -> work.run(new OpenPackageSources(
                        index,
                        metadata,
                        cache.isRefreshing() ? resolutions.refreshing() : resolutions,
                        store,
                        traffic.connections(),
                        effective.indexes(),
                        opened,
                        facts(http, metadata, store))));
                progress.detail("network: " + http.traffic());
                cache.inputs().addLocations(effective.locations());
                cache.inputs().addPages(pages.used(), pages.freshUntil());
                return result;
            }
        }
    }

    private ReleaseFacts facts(Http http, MetadataSource metadata, WheelStore store) {
        return new ReleaseFacts(
                cache.folder().resolve("startup"),
                metadata,
                store,
                new ProvenanceSource(http, cache.folder().resolve("provenance")),
                traffic.connections());
    }

    /**
     * Returns the METADATA of a project on this machine, which may need a build.
     *
     * @param folder of the project
     */
    public byte[] metadata(Path folder, TargetEnvironment target, Progress progress) throws IOException {
        String url = folder.toAbsolutePath().normalize().toUri().toString();
        DistributionFile source = DistributionFile.builder(
                        folder.getFileName().toString(), URI.create(url.endsWith("/") ? url : url + "/"))
                .build();
        return open(DeclaredDependencies.NONE, progress, sources -> sources.metadata(source, target));
    }

    private OpenBuilds builds(
            Http http, PackageIndex index, MetadataSource metadata, WheelStore store, Progress progress) {
        VersionControl repositories =
                new VersionControl(cache.folder().resolve("repositories"), traffic.offline(), progress);
        return new OpenBuilds(
                builds,
                cache.folder(),
                new BuildPackages(index, metadata::metadata, store, traffic.connections(), repositories),
                new ArchiveStore(cache.folder().resolve("archives"), remote(http), progress),
                repositories,
                machine.variables(),
                progress);
    }

    /**
     * Fetches wheels from known URLs, without querying an index. Wheels of source code are built; an index is queried only
     * for the requirements of these builds.
     *
     * @param spec with the dependencies whose requirements files may have credentials, and the target
     * @return the wheels, in the order of the files
     */
    public List<Wheel> fetch(List<DistributionFile> files, AppSpec spec, Progress progress) throws IOException {
        DeclaredDependencies dependencies = spec.dependencies();
        cache.inputs().addFiles(files);
        if (!files.stream().allMatch(DistributionFile::isWheel)) {
            return open(dependencies, progress, open -> open.fetch(files, spec.target()));
        }
        try (Http http = SourcePrecedence.forFiles(this, dependencies.options()).http()) {
            return store(http, progress).fetch(files, traffic.connections());
        }
    }

    /** Removes cached metadata that turned out to be wrong, and all cached resolutions, which may depend on it. */
    public void forget(Collection<DistributionFile> files) throws IOException {
        MetadataSource.forget(cache.folder().resolve("metadata"), files);
        ResolutionCache.in(cache.folder().resolve("resolutions"), codeVersion()).clear();
    }

    /** Returns the path and the time of this code, so that no resolution of another version is reused. */
    private static String codeVersion() {
        CodeSource code = PackageSources.class.getProtectionDomain().getCodeSource();
        try {
            Path path = Path.of(code.getLocation().toURI());
            return path + " " + Files.getLastModifiedTime(path);
        } catch (URISyntaxException | IOException | RuntimeException unknown) {
            return "";
        }
    }

    private WheelStore store(Http http, Progress progress) {
        return new WheelStore(
                        cache.folder().resolve("wheels"),
                        remote(http),
                        progress,
                        traffic.limits().zip())
                .allowingRecordFaults(traffic.limits().recordFaults());
    }

    private RemoteWheelSource remote(Http http) {
        return new RemoteWheelSource(http, traffic.limits().zip().totalBytes());
    }
}
