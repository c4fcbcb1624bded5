package io.github.pywar.python.build;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.builtcode.RefusedCode;
import io.github.pywar.python.builtcode.RefusedCodeException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.source.PureWheel;
import io.github.pywar.python.source.SourceTree;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.WheelName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Unpacked source code, with the steps of its build. Only one process at a time works on a key.
 *
 * @param context of the build
 * @param identity of the source code
 * @param tree its files
 * @param key of its entries in the cache
 * @param scratch folder of the build
 */
record OpenedSource(
        BuildContext context, SourceIdentity identity, SourceTree tree, BuildKey key, ScratchFolder scratch) {

    /** Returns the metadata: the declared metadata, or that of the backend. */
    byte[] metadata() throws IOException {
        Optional<byte[]> declared = tree.staticMetadata();
        byte[] metadata = declared.isPresent() ? declared.get() : metadataOfBackend();
        context.cache().addMetadata(key.pure(), metadata);
        return metadata;
    }

    /** Returns whether the source code declares its metadata. */
    boolean isStatic() throws IOException {
        return tree.staticMetadata().isPresent();
    }

    private byte[] metadataOfBackend() throws IOException {
        requireAllowed();
        requirePython();
        context.progress().step("Reading the metadata of `" + identity + "` through its build backend");
        SourceBuild.MetadataOrWheel result = build().metadata();
        return result.metadata().isPresent()
                ? result.metadata().get()
                : added(result.wheel().orElseThrow()).metadata();
    }

    /** Builds the wheel, and adds it to the cache. */
    Wheel wheel() throws IOException {
        requireAllowed();
        Optional<Path> pure = PureWheel.build(tree, scratch.folder("p"));
        if (pure.isPresent()) {
            return added(pure.get(), "", List.of(), new TreeMap<>());
        }
        requirePython();
        SourceBuild build = build();
        build.requireNotFailed();
        context.progress().step("Building a wheel of `" + identity + "`");
        return added(build.wheel());
    }

    /** Returns whether a new build would have the build requirements of an earlier one. */
    boolean isCurrent(BuildCache.Entry entry) throws IOException {
        if (!context.options().isRefreshing() || entry.versions().isEmpty()) {
            return true;
        }
        SortedMap<String, String> now = BuildRequirements.versions(requirements()
                .resolve(
                        identity.toString(),
                        SourceBuild.with(SourceBuild.declared(tree.buildSystem()), entry.requires(), errors())));
        return now.equals(entry.versions());
    }

    private BuildRequirements requirements() {
        BuildContext nested = context.ofRequirements(identity);
        return new BuildRequirements(
                context.packages(),
                new SourceWheels(nested),
                nested.target(),
                nested.options().policy(),
                context.run().resolutions());
    }

    private SourceBuild build() throws IOException {
        Map<String, List<String>> settings =
                name().map(context.options()::settingsOf).orElse(Map.of());
        return new SourceBuild(context.run(), requirements(), tree, key.exact(), settings, scratch.path(), errors());
    }

    private BuildErrors errors() {
        Path log = context.folders().logs().resolve(identity.logName());
        return new BuildErrors(identity.toString(), context.run().python(), log, context.options());
    }

    private Optional<PackageName> name() throws IOException {
        Optional<PackageName> project = identity.project();
        Path declaration = tree.root().resolve("pyproject.toml");
        if (project.isEmpty() && Files.isRegularFile(declaration)) {
            project = PyProject.read(declaration).name();
        }
        return project;
    }

    private void requirePython() {
        try {
            context.run().python();
        } catch (UserException missing) {
            throw missing.fact("to build: `" + identity + "`");
        }
    }

    private void requireAllowed() throws IOException {
        Optional<PackageName> name = name();
        BuildPolicy policy = context.options().policy();
        boolean isAllowed = name.map(known -> policy.of(known) != BuildScope.NONE)
                .orElseGet(policy::allowsAny); // the wheel is checked again, when its name is known
        if (!isAllowed) {
            throw BuildErrors.notAllowed(
                    identity.toString(), name.map(PackageName::value).orElse(identity.toString()), context);
        }
    }

    private Wheel added(SourceBuild.Result result) throws IOException {
        String python = context.run().python().interpreter().version();
        return added(result.file(), python, result.requires(), result.chosen().versions());
    }

    /** Checks the wheel, and adds its normal form to the cache. */
    private Wheel added(Path file, String python, List<String> requires, SortedMap<String, String> versions)
            throws IOException {
        BuiltWheel built = repaired(BuiltWheel.open(file));
        if (!identity.accepts(built.wheel().name())) {
            throw BuildErrors.otherProject(identity.toString(), built.wheel().name());
        }
        List<String> traces = built.filesWith(scratch.path().toString());
        if (!traces.isEmpty()) {
            context.progress()
                    .warning("The wheel of `" + identity + "` has the path of its build in " + String.join(", ", traces)
                            + ": another build gives other files");
        }
        Set<WheelTag> tags = built.isPure() ? built.wheel().name().tags() : nativeTags(built);
        Path normal = built.normalize(tags, scratch.folder("n"));
        if (built.isPure()) {
            context.cache().add(key.pure(), normal, python, requires, versions);
        }
        return context.cache().add(key.exact(), normal, python, requires, versions);
    }

    /** Build requirements run on this machine, which has its own libraries. */
    private BuiltWheel repaired(BuiltWheel built) throws IOException {
        return context.options().isRepairing() && !context.isForBuilds()
                ? new WheelRepair(
                                context.run(),
                                requirements(),
                                context.target(),
                                context.options().systemLibraries(),
                                scratch.path(),
                                errors())
                        .repair(built)
                : built;
    }

    /** Code that is not allowed is checked as well: the user then learns all that has to be declared. */
    private Set<WheelTag> nativeTags(BuiltWheel built) throws IOException {
        WheelName wheel = built.wheel().name();
        boolean isAllowed = context.options().policy().of(wheel.name()) == BuildScope.NATIVE;
        Optional<String> mismatch = context.isForBuilds()
                ? Optional.empty()
                : context.run().python().mismatch();
        if (isAllowed && mismatch.isPresent()) {
            throw BuildErrors.unsupported(identity.toString(), wheel, context.target(), mismatch);
        }
        if (isAllowed) {
            return context.check().tags(built.wheel(), context.target());
        }
        Optional<RefusedCode> unloadable = mismatch.isPresent() ? Optional.empty() : unloadable(built.wheel());
        throw BuildErrors.notPure(identity.toString(), wheel, context, unloadable);
    }

    private Optional<RefusedCode> unloadable(Wheel wheel) throws IOException {
        try {
            context.check().tags(wheel, context.target());
            return Optional.empty();
        } catch (RefusedCodeException refused) {
            return Optional.of(refused.code());
        }
    }
}
