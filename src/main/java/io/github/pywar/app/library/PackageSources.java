package io.github.pywar.app.library;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.MetadataSource;
import io.github.pywar.python.index.PageCache;
import io.github.pywar.python.install.RemoteWheelSource;
import io.github.pywar.python.install.WheelStore;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.resolve.ResolutionCache;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Libraries from indexes, and from folders and pages of wheels.
 *
 * @param places that the build itself names
 * @param settings what the tool that builds has been told of servers
 * @param traffic how much of it
 * @param cache what is kept
 * @param machine whose configuration of pip and uv counts where nobody else says anything
 */
public record PackageSources(Places places, ServerSettings settings, Traffic traffic, Cache cache, BuildMachine machine)
        implements LibrarySource {

    /**
     * Where to look.
     *
     * @param indexes in the order in which they are asked
     * @param findLinks folders, files and pages
     * @param noIndex whether no index is asked, whoever names one
     * @param merging whether all indexes are asked for every project, instead of the first that has it
     */
    public record Places(List<IndexDeclaration> indexes, List<URI> findLinks, boolean noIndex, boolean merging) {

        /** With the first index that has a project serving it. */
        public Places(List<IndexDeclaration> indexes, List<URI> findLinks, boolean noIndex) {
            this(indexes, findLinks, noIndex, false);
        }

        public Places {
            indexes = List.copyOf(indexes);
            findLinks = List.copyOf(findLinks);
        }
    }

    /**
     * How many requests, and whether any.
     *
     * @param offline none at all
     * @param connections at the same time
     * @param retries of one that failed
     * @param limits of a wheel that comes in
     */
    public record Traffic(boolean offline, int connections, int retries, Limits limits) {

        /** With the usual limits. */
        public Traffic(boolean offline, int connections, int retries) {
            this(offline, connections, retries, Limits.USUAL);
        }

        /** @throws UserException when there can be no request */
        public Traffic {
            if (connections < 1) {
                throw UserException.of("`" + connections + "` connections are too few to ask any index")
                        .hint("<connections> is 1 or more; 16 where nothing is said");
            }
            if (retries < 0) {
                throw UserException.of("`" + retries + "` is no number of retries")
                        .hint("<retries> is 0 or more; 3 where nothing is said");
            }
        }
    }

    /**
     * What a wheel may be before it is refused.
     *
     * @param files and folders in it
     * @param megabytes of all of it inflated, in units of 1,048,576 bytes; a download ends there as well
     * @param ratio of inflated to deflated size, of what is large
     * @param recordFaults projects whose wheels may differ from their RECORD in what no sum contradicts
     */
    public record Limits(int files, long megabytes, int ratio, Set<PackageName> recordFaults) {

        /** For wheels that are exactly what their RECORD says. */
        public Limits(int files, long megabytes, int ratio) {
            this(files, megabytes, ratio, Set.of());
        }

        /** Far beyond any real wheel. */
        public static final Limits USUAL = new Limits(
                ZipLimits.DEFAULT.entries(), ZipLimits.DEFAULT.totalBytes() >> 20, ZipLimits.DEFAULT.ratio());

        /** @throws UserException where one of them is none */
        public Limits {
            if (Math.min(Math.min(files, ratio), megabytes) < 1) {
                throw UserException.of("`" + Math.min(Math.min(files, ratio), megabytes) + "` is no limit of a wheel")
                        .hint("<files>, <megabytes> and <ratio> of <wheelLimits> are 1 or more");
            }
            recordFaults = Set.copyOf(recordFaults);
        }

        /** @return the same with exceptions for these projects */
        public Limits allowingRecordFaults(Set<PackageName> projects) {
            return new Limits(files, megabytes, ratio, projects);
        }

        ZipLimits zip() {
            return new ZipLimits(files, ZipLimits.DEFAULT.directoryBytes(), megabytes << 20, ratio);
        }
    }

    /**
     * What is kept from build to build.
     *
     * @param folder of everything
     * @param isRefreshing whether pages that were read before do not count
     */
    public record Cache(Path folder, boolean isRefreshing) {}

    @Override
    public List<Library> libraries(AppSpec spec, Progress progress) throws IOException {
        if (spec.dependencies().requirements().isEmpty()) {
            return List.of();
        }
        return open(spec.dependencies(), progress, open -> new ResolvedLibraries(open).libraries(spec, progress));
    }

    /**
     * Does something with everything that it has.
     *
     * @param dependencies whose files may name further places
     */
    public <T> T open(DeclaredDependencies dependencies, Progress progress, OpenPackageSources.Work<T> work)
            throws IOException {
        SourcePrecedence all = SourcePrecedence.of(this, dependencies.options(), progress);
        try (Http http = all.http()) {
            PageCache pages =
                    new PageCache(cache.folder().resolve("pages"), Clock.systemDefaultZone(), cache.isRefreshing());
            WheelStore store = store(http, progress);
            MetadataSource metadata = new MetadataSource(
                    http,
                    cache.folder().resolve("metadata"),
                    pages,
                    file -> store.fetch(file).file());
            ResolutionCache kept = ResolutionCache.in(cache.folder().resolve("resolutions"), maker());
            T result = work.run(new OpenPackageSources(
                    all.index(http, pages, progress),
                    metadata,
                    cache.isRefreshing() ? kept.refreshing() : kept,
                    store,
                    traffic.connections(),
                    all.indexes()));
            progress.detail("network: " + http.traffic());
            return result;
        }
    }

    /**
     * Fetches wheels from where it is known that they are, without asking any index.
     *
     * @param dependencies whose files may name users and passwords
     * @return the wheels, in the order of the files
     */
    public List<Wheel> fetch(Collection<DistributionFile> files, DeclaredDependencies dependencies, Progress progress)
            throws IOException {
        try (Http http = SourcePrecedence.forFiles(this, dependencies.options()).http()) {
            return store(http, progress).fetch(files, traffic.connections());
        }
    }

    /** Forgets what was told of files that turned out to be others, and all answers, because they may rest on it. */
    public void forget(Collection<DistributionFile> files) throws IOException {
        MetadataSource.forget(cache.folder().resolve("metadata"), files);
        ResolutionCache.in(cache.folder().resolve("resolutions"), maker()).forget();
    }

    /** @return where this code lies and since when, so that no answer of another version of it counts */
    private static String maker() {
        CodeSource code = PackageSources.class.getProtectionDomain().getCodeSource();
        try {
            Path place = Path.of(code.getLocation().toURI());
            return place + " " + Files.getLastModifiedTime(place);
        } catch (URISyntaxException | IOException | RuntimeException unknown) {
            return "";
        }
    }

    private WheelStore store(Http http, Progress progress) {
        ZipLimits limits = traffic.limits().zip();
        RemoteWheelSource source = new RemoteWheelSource(http, limits.totalBytes());
        return new WheelStore(cache.folder().resolve("wheels"), source, progress, limits)
                .allowingRecordFaults(traffic.limits().recordFaults());
    }
}
