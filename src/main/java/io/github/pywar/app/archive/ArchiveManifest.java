package io.github.pywar.app.archive;

import io.github.pywar.app.process.ProcessType;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.python.install.InstallLayout;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.List;
import java.util.Optional;

/**
 * Manifest of an archive: the contract between the build and the runtime. Its JSON has the keys of these records, in their
 * order. Readers ignore unknown keys and reject a higher major format.
 *
 * @param format version of the archive format: {@link #FORMAT}
 * @param name of the application, for example {@code shop}
 * @param version of the application
 * @param build the time, the tool and the id of the build
 * @param maven coordinates in a Maven repository
 * @param entry the object that servers load
 * @param target that the archive runs on
 * @param layout folders of the archive
 * @param server that {@code serve} starts: the name of a package, or {@code none}
 * @param packages the libraries, sorted by name
 * @param executables sorted paths of all executable files. The zip has the same modes, but its hashes do not cover them
 * @param processes beside the server, in the order of their declaration; without any, the key is not written
 * @param runtime the interpreter of the archive; without one, its key is not written
 */
public record ArchiveManifest(
        String format,
        String name,
        String version,
        Build build,
        Maven maven,
        Entry entry,
        Target target,
        Layout layout,
        String server,
        List<Package> packages,
        List<String> executables,
        List<ProcessType> processes,
        Optional<Runtime> runtime) {

    /** Format version that this build writes. */
    public static final String FORMAT = "1.0";

    public ArchiveManifest {
        packages = List.copyOf(packages);
        executables = List.copyOf(executables);
        processes = List.copyOf(processes);
    }

    /** Manifest of an archive without an interpreter. */
    public ArchiveManifest(
            String format,
            String name,
            String version,
            Build build,
            Maven maven,
            Entry entry,
            Target target,
            Layout layout,
            String server,
            List<Package> packages,
            List<String> executables,
            List<ProcessType> processes) {
        this(
                format,
                name,
                version,
                build,
                maven,
                entry,
                target,
                layout,
                server,
                packages,
                executables,
                processes,
                Optional.empty());
    }

    /**
     * Identity of a build.
     *
     * @param id twelve hexadecimal digits, see {@link BuildId}; empty until it is computed
     * @param timestamp in UTC, for example {@code 2026-01-01T00:00:00Z}
     * @param tool name and version of this plugin
     */
    public record Build(String id, String timestamp, String tool) {}

    /**
     * Coordinates in a Maven repository.
     *
     * @param classifier null if there is none
     */
    public record Maven(String groupId, String artifactId, String version, String classifier) {}

    /**
     * Entry of the application.
     *
     * @param module for example {@code shop.wsgi}
     * @param attribute for example {@code application}
     * @param factory whether the object is called to create the application
     * @param protocol {@code wsgi} or {@code asgi}; its key is {@code interface}
     */
    public record Entry(String module, String attribute, boolean factory, String protocol) {

        /** Converts an object reference. */
        public static Entry of(ObjectReference point) {
            return new Entry(
                    point.module(),
                    point.attribute(),
                    point.factory(),
                    point.protocol().toString());
        }
    }

    /**
     * Target of the archive.
     *
     * @param implementation {@code cpython}
     * @param python for example {@code 3.11}; with a micro version only if one was declared
     * @param platform for example {@code linux-x86_64}
     * @param libc oldest version: {@code glibc-2.28}, or {@code macos-13.0} for the C library of a system
     * @param bits of an address
     * @param freeThreaded whether it is a build without the global interpreter lock
     */
    public record Target(
            String implementation, String python, String platform, String libc, int bits, boolean freeThreaded) {

        /** Converts a target environment. */
        public static Target of(TargetEnvironment target) {
            Platform platform = target.platform();
            String micro = target.python().hasMicro() ? "." + target.python().microOrOpen() : "";
            return new Target(
                    "cpython",
                    target.python().majorMinor() + micro,
                    (platform.isMacos() ? "macos-" : "linux-") + platform.arch(),
                    platform.floor(),
                    platform.bits(),
                    target.python().freeThreaded());
        }
    }

    /** Folders, relative to the archive's root. */
    public record Layout(String app, String libraries, String scripts, String hooks) {

        /** Returns the folders of a layout. */
        public static Layout of(InstallLayout install) {
            return new Layout(ArchiveLayout.APPLICATION, install.libraries(), install.scripts(), ArchiveLayout.HOOKS);
        }
    }

    /**
     * Library in the archive.
     *
     * @param file name of the wheel
     * @param sha256 of the wheel, in hexadecimal digits
     * @param index id of the index it was downloaded from; null for a wheel from a folder, and for a built wheel
     * @param source name of the source code from which it was built; null for a wheel that was not built
     */
    public record Package(String name, String version, String file, String sha256, String index, String source) {}

    /**
     * Interpreter in or beside the archive, as a compressed tar file.
     *
     * @param artifact as declared
     * @param program path of the interpreter in the tar file
     * @param sha256 of the tar file, in hexadecimal digits
     * @param size of the tar file, in bytes
     * @param offset of the tar file in the archive, in bytes; 0 if it is beside the archive
     * @param file name of the file beside the archive; null if it is inside
     */
    public record Runtime(String artifact, String program, String sha256, long size, long offset, String file) {}

    /** Returns the same manifest with an id. */
    ArchiveManifest identified(String id) {
        Build identified = new Build(id, build.timestamp(), build.tool());
        return with(identified, executables, runtime);
    }

    /** Returns the same manifest with executable files. */
    ArchiveManifest withExecutables(List<String> paths) {
        return with(build, paths, runtime);
    }

    /** Returns the same manifest with an interpreter. */
    public ArchiveManifest withRuntime(Optional<Runtime> python) {
        return with(build, executables, python);
    }

    private ArchiveManifest with(Build other, List<String> paths, Optional<Runtime> python) {
        return new ArchiveManifest(
                format, name, version, other, maven, entry, target, layout, server, packages, paths, processes, python);
    }

    /** Returns the content of the file. */
    byte[] json() {
        return ManifestJson.of(this);
    }

    /** Returns the content without {@code build}, which differs from build to build. */
    byte[] jsonWithoutBuild() {
        return ManifestJson.withoutBuild(this);
    }
}
