package io.github.pywar.app.library;

import io.github.pywar.python.install.Installation;
import io.github.pywar.python.metadata.DirectUrl;
import io.github.pywar.python.startup.PackageCode;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
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

    /** Returns the wheel as the installer takes it. */
    public Installation installation() {
        return new Installation(wheel, requested, directUrl);
    }
}
