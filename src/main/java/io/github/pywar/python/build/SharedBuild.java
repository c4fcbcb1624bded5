package io.github.pywar.python.build;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.wheel.SdistName;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A build of a source distribution that several machines share. Other source code is not shared, because its version is not
 * known before its build.
 *
 * @param context of the build
 * @param name of the source distribution
 * @param key of the wheel in the cache
 */
record SharedBuild(BuildContext context, SdistName name, String key) {

    /** Entry of the cache for the Python of another machine. */
    private static final String OTHER_MACHINE = "another machine";

    /** Returns the build of a source; empty if it is not shared. */
    static Optional<SharedBuild> of(BuildContext context, DistributionFile source, String key) {
        return context.isForBuilds() || source.kind() != DistributionFile.Kind.ARCHIVE
                ? Optional.empty()
                : SdistName.tryParse(source.fileName()).map(name -> new SharedBuild(context, name, key));
    }

    /**
     * Fetches the wheel that another machine built, and adds it to the cache.
     *
     * @throws UserException if the wheel is damaged or does not fit
     */
    Optional<Wheel> find() throws IOException {
        try (ScratchFolder scratch = ScratchFolder.in(context.folders().scratch())) {
            Optional<Path> found = context.shared().find(shared(), scratch.folder("w"));
            return found.isPresent() ? Optional.of(added(found.get())) : Optional.empty();
        }
    }

    private Wheel added(Path file) throws IOException {
        BuiltWheel built = BuiltWheel.open(file);
        if (!built.wheel().name().name().equals(name.name())
                || !built.wheel().name().version().equals(name.version())) {
            throw BuildErrors.otherProject(
                    name.name() + " " + name.version(), built.wheel().name());
        }
        if (!built.isPure() && context.options().policy().of(name.name()) != BuildScope.NATIVE) {
            throw BuildErrors.notPure(
                    name.name() + " " + name.version(), built.wheel().name(), context, Optional.empty());
        }
        Set<WheelTag> tags =
                built.isPure() ? built.wheel().name().tags() : context.check().tags(built.wheel(), context.target());
        if (!tags.equals(built.wheel().name().tags())) {
            throw UserException.of("The shared wheel `" + built.wheel().fileName() + "` was not built by pywar")
                    .hint("delete it from the repository, and build again");
        }
        return context.cache().add(key, file, OTHER_MACHINE, List.of(), new TreeMap<>());
    }

    /** Records the use of a wheel that a Python built, here or on another machine. */
    void use(Wheel wheel) throws IOException {
        Optional<BuildCache.Entry> entry = context.cache().find(key);
        if (entry.isPresent() && !entry.get().python().isEmpty()) {
            context.shared().use(shared(), wheel.file());
        }
    }

    private SharedWheels.Key shared() {
        return new SharedWheels.Key(name.name(), name.version(), key);
    }
}
