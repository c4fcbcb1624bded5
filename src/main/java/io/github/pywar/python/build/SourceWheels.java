package io.github.pywar.python.build;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.source.PureWheel;
import io.github.pywar.python.source.SourceBuilds;
import io.github.pywar.python.source.SourceFetcher;
import io.github.pywar.python.source.SourceTree;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Wheels and metadata of source code for one target, from the cache or from a build on this machine. A wheel of static
 * source code without compiled code is built without Python. Safe for concurrent use.
 */
public final class SourceWheels implements SourceBuilds, AutoCloseable {

    private final TargetEnvironment target;
    private final BuildOptions options;
    private final BuildFolders folders;
    private final BuildPackages packages;
    private final SourceFetcher sources;
    private final BuiltWheelCheck check;
    private final Progress progress;
    private final BuildRun run;
    private final BuildCache cache;
    private final List<String> chain;

    /**
     * @param target of the wheels
     * @param packages of the build backends
     * @param check of compiled code
     * @param variables of the environment of this process: PATH and HOME lead to Pythons and compilers
     * @param progress for steps and warnings
     */
    public SourceWheels(
            TargetEnvironment target,
            BuildOptions options,
            BuildFolders folders,
            BuildPackages packages,
            SourceFetcher sources,
            BuiltWheelCheck check,
            Map<String, String> variables,
            Progress progress) {
        this(
                target,
                options,
                folders,
                packages,
                sources,
                check,
                progress,
                new BuildRun(target, options, folders, variables, progress),
                List.of());
    }

    private SourceWheels(
            TargetEnvironment target,
            BuildOptions options,
            BuildFolders folders,
            BuildPackages packages,
            SourceFetcher sources,
            BuiltWheelCheck check,
            Progress progress,
            BuildRun run,
            List<String> chain) {
        this.target = target;
        this.options = options;
        this.folders = folders;
        this.packages = packages;
        this.sources = sources;
        this.check = check;
        this.progress = progress;
        this.run = run;
        this.chain = chain;
        this.cache = new BuildCache(folders.cache(), packages.store());
    }

    /** Returns the builds of the build requirements of a source: for this machine, compiled code is allowed. */
    private SourceWheels ofRequirements(SourceIdentity source) {
        Map<PackageName, BuildScope> single = new LinkedHashMap<>();
        options.policy().packages().forEach((name, scope) -> single.put(name, raised(scope)));
        BuildOptions raised =
                options.withPolicy(new BuildPolicy(raised(options.policy().scope()), single));
        List<String> longer = new ArrayList<>(chain);
        longer.add(link(source));
        return new SourceWheels(
                run.python().environment(),
                raised,
                folders,
                packages,
                sources,
                BuiltWheelCheck.NONE,
                progress,
                run,
                longer);
    }

    private static BuildScope raised(BuildScope scope) {
        return scope == BuildScope.NONE ? BuildScope.NONE : BuildScope.NATIVE;
    }

    private static String link(SourceIdentity source) {
        return source.project().map(PackageName::value).orElse(source.toString());
    }

    @Override
    public byte[] metadata(DistributionFile file) throws IOException {
        SourceIdentity source = checked(file);
        Optional<String> key = source.content().map(this::key);
        Optional<byte[]> known = key.isPresent() ? knownMetadata(key.get()) : Optional.empty();
        return known.isPresent() ? known.get() : opened(source, key, this::buildMetadata);
    }

    @Override
    public Wheel wheel(DistributionFile file) throws IOException {
        SourceIdentity source = checked(file);
        Optional<String> key = source.content().map(this::key);
        Optional<Wheel> known = key.isPresent() && !options.isRefreshing() ? known(key.get()) : Optional.empty();
        Wheel wheel = known.isPresent() ? known.get() : opened(source, key, this::buildWheel);
        requireFit(source, wheel);
        return wheel;
    }

    private SourceIdentity checked(DistributionFile file) {
        SourceIdentity source = new SourceIdentity(file);
        if (chain.contains(link(source))) {
            List<String> cycle = new ArrayList<>(chain.subList(chain.indexOf(link(source)), chain.size()));
            cycle.add(link(source));
            throw BuildErrors.cycle(cycle);
        }
        return source;
    }

    private String key(String content) {
        return BuildKey.of(content, target, options);
    }

    private Optional<byte[]> knownMetadata(String key) throws IOException {
        Optional<byte[]> metadata = cache.metadata(key);
        if (metadata.isPresent()) {
            return metadata;
        }
        Optional<Wheel> wheel = known(key);
        return wheel.isPresent() ? Optional.of(wheel.get().metadata()) : Optional.empty();
    }

    private Optional<Wheel> known(String key) throws IOException {
        Optional<BuildCache.Entry> entry = cache.find(key);
        return entry.isPresent() ? cache.open(entry.get()) : Optional.empty();
    }

    /** Work with unpacked source code, under the lock of its key. */
    @FunctionalInterface
    private interface Work<T> {
        T run(OpenSource source) throws IOException;
    }

    /**
     * Unpacked source code.
     *
     * @param identity of the source code
     * @param tree its files
     * @param key of its entry in the cache
     * @param scratch of the build
     */
    private record OpenSource(SourceIdentity identity, SourceTree tree, String key, ScratchFolder scratch) {}

    private <T> T opened(SourceIdentity source, Optional<String> key, Work<T> work) throws IOException {
        try (ScratchFolder scratch = ScratchFolder.in(folders.scratch())) {
            SourceTree tree = sources.open(source.file(), scratch.folder("s"));
            String known = key.isPresent() ? key.get() : key(SourceIdentity.content(tree));
            Duration longest = options.timeout().multipliedBy(2);
            BuildLocks locks = new BuildLocks(folders.cache().resolve("locks"), longest, progress);
            return locks.locked(known, source.toString(), () -> work.run(new OpenSource(source, tree, known, scratch)));
        }
    }

    private byte[] buildMetadata(OpenSource source) throws IOException {
        Optional<byte[]> known = knownMetadata(source.key); // another build may have been faster
        if (known.isPresent()) {
            return known.get();
        }
        Optional<byte[]> declared = source.tree.staticMetadata();
        byte[] metadata = declared.isPresent() ? declared.get() : metadataOfBackend(source);
        cache.addMetadata(source.key, metadata);
        return metadata;
    }

    private byte[] metadataOfBackend(OpenSource source) throws IOException {
        requireAllowed(source);
        progress.step("Reading the metadata of `" + source.identity + "` through its build backend");
        SourceBuild.MetadataOrWheel result = build(source).metadata();
        return result.metadata().isPresent()
                ? result.metadata().get()
                : added(source, result.wheel().orElseThrow()).metadata();
    }

    private Wheel buildWheel(OpenSource source) throws IOException {
        Optional<BuildCache.Entry> entry = cache.find(source.key);
        if (entry.isPresent() && isCurrent(source, entry.get())) {
            Optional<Wheel> known = cache.open(entry.get());
            if (known.isPresent()) {
                return known.get();
            }
        }
        requireAllowed(source);
        Path output = source.scratch.folder("pure");
        Optional<Path> pure = PureWheel.build(source.tree, output);
        if (pure.isPresent()) {
            return added(source, pure.get(), List.of(), new TreeMap<>());
        }
        progress.step("Building a wheel of `" + source.identity + "`");
        return added(source, build(source).wheel());
    }

    /** Returns whether a new build would have the build requirements of an earlier one. */
    private boolean isCurrent(OpenSource source, BuildCache.Entry entry) throws IOException {
        if (!options.isRefreshing() || entry.versions().isEmpty()) {
            return true;
        }
        BuildErrors errors = new BuildErrors(source.identity.toString(), run.python(), log(source), options);
        SortedMap<String, String> now = BuildRequirements.versions(requirements(source)
                .resolve(
                        source.identity.toString(),
                        SourceBuild.with(SourceBuild.declared(source.tree.buildSystem()), entry.requires(), errors)));
        return now.equals(entry.versions());
    }

    private BuildRequirements requirements(OpenSource source) {
        SourceWheels nested = ofRequirements(source.identity);
        return new BuildRequirements(
                packages, nested, run.python().environment(), nested.options.policy(), run.resolutions());
    }

    private SourceBuild build(OpenSource source) throws IOException {
        Map<String, List<String>> settings =
                name(source).map(options::settingsOf).orElse(Map.of());
        return new SourceBuild(
                run,
                requirements(source),
                source.tree,
                source.identity.toString(),
                options,
                settings,
                source.scratch.path(),
                log(source));
    }

    private Path log(OpenSource source) {
        return folders.logs().resolve(source.identity.logName());
    }

    private static Optional<PackageName> name(OpenSource source) throws IOException {
        Optional<PackageName> project = source.identity.project();
        return project.isPresent()
                ? project
                : source.tree
                        .staticMetadata()
                        .map(bytes -> Metadata.parse(bytes).name());
    }

    private void requireAllowed(OpenSource source) throws IOException {
        Optional<PackageName> name = name(source);
        if (name.map(options.policy()::of).orElse(options.policy().scope()) == BuildScope.NONE) {
            throw BuildErrors.notAllowed(
                    source.identity.toString(), name.map(PackageName::value).orElse(source.identity.toString()));
        }
    }

    private Wheel added(OpenSource source, SourceBuild.Result result) throws IOException {
        return added(source, result.file(), result.requires(), result.chosen().versions());
    }

    /** Checks the wheel, and adds its normal form to the cache. */
    private Wheel added(OpenSource source, Path file, List<String> requires, SortedMap<String, String> versions)
            throws IOException {
        BuiltWheel built = BuiltWheel.open(file);
        if (!source.identity.accepts(built.wheel().name())) {
            throw new BuildErrors(source.identity.toString(), run.python(), log(source), options)
                    .otherProject(built.wheel().name());
        }
        List<String> leaks = built.filesWith(source.scratch.path().toString());
        if (!leaks.isEmpty()) {
            progress.warning("The wheel of `" + source.identity + "` has the path of its build in "
                    + String.join(", ", leaks) + ": another build gives other files");
        }
        Set<WheelTag> tags = built.isPure() ? built.wheel().name().tags() : nativeTags(source, built);
        Path normal = built.normalize(tags, Files.createDirectories(source.scratch.folder("n")));
        return cache.add(
                source.key,
                normal,
                versions.isEmpty() ? "" : run.python().interpreter().version(),
                requires,
                versions);
    }

    private Set<WheelTag> nativeTags(OpenSource source, BuiltWheel built) throws IOException {
        if (options.policy().of(built.wheel().name().name()) != BuildScope.NATIVE) {
            throw BuildErrors.notPure(source.identity.toString(), built.wheel().name());
        }
        if (run.python().mismatch().isPresent() && chain.isEmpty()) {
            throw BuildErrors.unsupported(
                    source.identity.toString(),
                    built.wheel().name(),
                    target,
                    run.python().mismatch());
        }
        return check.tags(built.wheel(), target);
    }

    private void requireFit(SourceIdentity source, Wheel wheel) {
        BuildScope scope = options.policy().of(wheel.name().name());
        if (scope == BuildScope.PURE && !new BuiltWheel(wheel).isPure()) {
            throw BuildErrors.notPure(source.toString(), wheel.name());
        }
        if (target.tags().best(wheel.name().tags()).isEmpty()) {
            throw BuildErrors.unsupported(source.toString(), wheel.name(), target, Optional.empty());
        }
    }

    /** Deletes the environments of builds. */
    @Override
    public void close() throws IOException {
        run.close();
    }
}
