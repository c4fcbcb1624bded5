package io.github.pywar.python.build;

import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.source.SourceBuilds;
import io.github.pywar.python.source.SourceFetcher;
import io.github.pywar.python.source.SourceTree;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Wheels and metadata of source code for one target, from the cache or from a build on this machine. A wheel of static
 * source code without compiled code is built without Python. Safe for concurrent use.
 */
public final class SourceWheels implements SourceBuilds, AutoCloseable {

    private final BuildContext context;
    private final BuildCache cache;

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
        this(new BuildContext(
                target,
                options,
                folders,
                packages,
                sources,
                check,
                SharedWheels.NONE,
                progress,
                new BuildRun(target, options, folders, variables, progress),
                List.of()));
    }

    SourceWheels(BuildContext context) {
        this.context = context;
        this.cache = context.cache();
    }

    /** Returns the same builds, which share wheels with other machines. */
    public SourceWheels sharing(SharedWheels shared) {
        return new SourceWheels(context.sharing(shared));
    }

    @Override
    public byte[] metadata(DistributionFile file) throws IOException {
        SourceIdentity source = new SourceIdentity(file);
        context.requireNoCycle(source);
        Optional<BuildKey> key = key(source.content());
        Optional<byte[]> known = key.isPresent() ? knownMetadata(key.get()) : Optional.empty();
        return known.isPresent() ? known.get() : opened(source, key, this::metadata);
    }

    @Override
    public Wheel wheel(DistributionFile file) throws IOException {
        SourceIdentity source = new SourceIdentity(file);
        context.requireNoCycle(source);
        Optional<BuildKey> key = key(source.content());
        boolean isKept = key.isPresent() && !context.options().isRefreshing();
        Optional<Wheel> known = isKept ? knownWheel(key.get()) : Optional.empty();
        Wheel wheel = known.isPresent() ? used(file, key.get(), known.get()) : opened(source, key, this::wheel);
        requireFit(source, wheel);
        return wheel;
    }

    private Wheel used(DistributionFile file, BuildKey key, Wheel wheel) throws IOException {
        Optional<SharedBuild> shared = SharedBuild.of(context, file, key.exact());
        if (shared.isPresent()) {
            shared.get().use(wheel);
        }
        return wheel;
    }

    private Optional<BuildKey> key(Optional<String> content) throws IOException {
        return content.isPresent() ? Optional.of(key(content.get())) : Optional.empty();
    }

    /** Returns the key. A pure wheel of a build for another C library is entered under it. */
    private BuildKey key(String content) throws IOException {
        BuildKey key = BuildKey.of(content, context.target(), context.options(), context.isForBuilds());
        cache.enterAlso(key.pure(), key.exact());
        return key;
    }

    private Optional<byte[]> knownMetadata(BuildKey key) throws IOException {
        Optional<byte[]> metadata = cache.metadata(key.pure());
        if (metadata.isPresent()) {
            return metadata;
        }
        Optional<Wheel> wheel = knownWheel(key);
        return wheel.isPresent() ? Optional.of(wheel.get().metadata()) : Optional.empty();
    }

    private Optional<Wheel> knownWheel(BuildKey key) throws IOException {
        Optional<BuildCache.Entry> entry = cache.find(key.exact());
        return entry.isPresent() ? cache.open(entry.get()) : Optional.empty();
    }

    /** Work with unpacked source code. */
    @FunctionalInterface
    private interface Work<T> {
        T run(OpenedSource source) throws IOException;
    }

    /** Unpacks source code, and does the work under the lock of its key. */
    private <T> T opened(SourceIdentity source, Optional<BuildKey> key, Work<T> work) throws IOException {
        try (ScratchFolder scratch = ScratchFolder.in(context.folders().scratch())) {
            SourceTree tree = context.sources().open(source.file(), scratch.folder("s"));
            BuildKey known = key.isPresent() ? key.get() : key(source.content(tree));
            Duration longest = context.options().timeout().multipliedBy(2);
            BuildLocks locks = new BuildLocks(context.folders().cache().resolve("locks"), longest, context.progress());
            OpenedSource opened = new OpenedSource(context, source, tree, known, scratch);
            return locks.locked(known.exact(), source.toString(), () -> work.run(opened));
        }
    }

    /** Looks into the cache again: another build may have been faster. */
    private byte[] metadata(OpenedSource source) throws IOException {
        Optional<byte[]> known = knownMetadata(source.key());
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Wheel> found = source.isStatic() ? Optional.empty() : found(source);
        return found.isPresent() ? found.get().metadata() : source.metadata();
    }

    private Wheel wheel(OpenedSource source) throws IOException {
        Optional<BuildCache.Entry> entry = cache.find(source.key().exact());
        Optional<Wheel> known =
                entry.isPresent() && source.isCurrent(entry.get()) ? cache.open(entry.get()) : Optional.empty();
        return used(source.identity().file(), source.key(), known.isPresent() ? known.get() : foundOrBuilt(source));
    }

    private Wheel foundOrBuilt(OpenedSource source) throws IOException {
        Optional<Wheel> found = found(source);
        return found.isPresent() ? found.get() : source.wheel();
    }

    /** Returns the wheel of another machine, unless this machine has one that newer build requirements outdate. */
    private Optional<Wheel> found(OpenedSource source) throws IOException {
        Optional<SharedBuild> shared =
                SharedBuild.of(context, source.identity().file(), source.key().exact());
        boolean isSearched =
                shared.isPresent() && cache.find(source.key().exact()).isEmpty();
        return isSearched ? shared.get().find() : Optional.empty();
    }

    private void requireFit(SourceIdentity source, Wheel wheel) throws IOException {
        if (!source.accepts(wheel.name())) { // a build of the same file by its URL accepts any name
            throw BuildErrors.otherProject(source.toString(), wheel.name());
        }
        BuildScope scope = context.options().policy().of(wheel.name().name());
        if (scope == BuildScope.NONE) { // the name may be known only now
            throw BuildErrors.notAllowed(source.toString(), wheel.name().name().value(), context);
        }
        if (scope == BuildScope.PURE && !new BuiltWheel(wheel).isPure()) {
            throw BuildErrors.notPure(source.toString(), wheel.name(), context, Optional.empty());
        }
        if (context.target().tags().best(wheel.name().tags()).isEmpty()) {
            throw BuildErrors.unsupported(source.toString(), wheel.name(), context.target(), Optional.empty());
        }
    }

    /** Deletes the environments of builds. */
    @Override
    public void close() throws IOException {
        context.run().close();
    }
}
