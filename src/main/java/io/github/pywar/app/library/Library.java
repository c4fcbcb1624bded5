package io.github.pywar.app.library;

import io.github.pywar.app.policy.StartupGate;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.install.Installation;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.startup.PackageCode;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Wheel that goes into an archive.
 *
 * @param wheel the verified wheel
 * @param sha256 of its file, in hexadecimal digits
 * @param index id of the index it was downloaded from; empty for a wheel from a folder, and for a built wheel
 * @param source the source code from which it was built; empty for a wheel that was not built
 * @param requested whether the application itself requires it
 * @param directUrl the URL by which a requirement names it; empty for a local file, whose path would make the archive
 *     differ from machine to machine
 */
public record Library(
        Wheel wheel,
        String sha256,
        Optional<String> index,
        Optional<Source> source,
        boolean requested,
        Optional<DirectUrl> directUrl) {

    /**
     * Source code from which a wheel was built.
     *
     * @param name of the archive, the folder or the repository
     * @param hashes of the archive, in hexadecimal digits by algorithm ({@code sha256}); empty for a folder and a repository
     */
    public record Source(String name, Map<String, String> hashes) {

        public Source {
            hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
        }
    }

    /** Returns the code of each library that Python runs at its start. */
    public static List<PackageCode> startupCode(List<Library> libraries) throws IOException {
        return PackageCode.of(libraries.stream().map(Library::wheel).toList());
    }

    /**
     * Returns the part of the start-up code that no lock can record, because it is known only after a build: that of built
     * wheels, and native modules that the code of a built wheel loads.
     *
     * @param all the code of the libraries
     */
    private static List<PackageCode> builtCode(List<Library> libraries, List<PackageCode> all) throws IOException {
        List<Wheel> published = new ArrayList<>();
        for (Library library : libraries) {
            if (library.source().isEmpty()) {
                published.add(library.wheel());
            }
        }
        if (published.size() == libraries.size()) {
            return List.of();
        }
        Map<PackageName, PackageCode> lockable = new TreeMap<>();
        for (PackageCode one : PackageCode.of(published)) {
            lockable.put(one.name(), one);
        }
        List<PackageCode> built = new ArrayList<>();
        for (PackageCode one : all) {
            built.add(lockable.containsKey(one.name()) ? one.without(lockable.get(one.name())) : one);
        }
        return built;
    }

    /**
     * Checks that the start-up code of all libraries is accepted.
     *
     * @param isLockable whether {@code pywar:lock} writes the lock of these libraries
     * @throws io.github.pywar.base.error.UserException with all code that is not
     */
    public static void checkStartupCode(
            List<Library> libraries, boolean isLockable, StartupRules rules, Progress progress) throws IOException {
        List<PackageCode> all = startupCode(libraries);
        new StartupGate(rules)
                .withoutRecords(isLockable ? builtCode(libraries, all) : all)
                .check(all, progress);
    }

    /** Returns the wheel as the installer takes it. */
    public Installation installation() {
        return new Installation(wheel, requested, directUrl);
    }
}
