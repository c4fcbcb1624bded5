package io.github.pywar.app.archive;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.python.install.InstallLayout;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.List;

/**
 * What the build says to the runtime; the only contract between the two. Its JSON has the keys of these records, in
 * their order. Readers ignore keys they do not know and refuse a higher major format.
 *
 * @param format of the archive: {@link #FORMAT}
 * @param name the application's, for example {@code shop}
 * @param version the application's
 * @param build when, by what, and the id of what came out
 * @param maven what a repository knows it by
 * @param entry where the application begins
 * @param target what it runs on
 * @param layout where things are
 * @param server what {@code serve} starts: a project's name, or {@code none}
 * @param packages the libraries inside, by name
 * @param executables paths of all files, sorted, whose owner may run them; all others are plain. The zip's own modes say
 *     the same, but no sum covers those
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
        List<String> executables) {

    /** The format that this build writes. */
    public static final String FORMAT = "1.0";

    public ArchiveManifest {
        packages = List.copyOf(packages);
        executables = List.copyOf(executables);
    }

    /**
     * @param id the first twelve hexadecimal digits of a sum over all that matters; empty until it is known
     * @param timestamp in UTC, for example {@code 2026-01-01T00:00:00Z}
     * @param tool name and version of this plugin
     */
    public record Build(String id, String timestamp, String tool) {}

    /** @param classifier null where there is none */
    public record Maven(String groupId, String artifactId, String version, String classifier) {}

    /**
     * @param module for example {@code shop.wsgi}
     * @param attribute for example {@code application}
     * @param factory whether it is called to get the application
     * @param protocol {@code wsgi} or {@code asgi}; written as {@code interface}
     */
    public record Entry(String module, String attribute, boolean factory, String protocol) {

        /** @return the same, as the archive says it */
        public static Entry of(ObjectReference point) {
            return new Entry(
                    point.module(),
                    point.attribute(),
                    point.factory(),
                    point.protocol().toString());
        }
    }

    /**
     * @param implementation {@code cpython}
     * @param python for example {@code 3.11}; with a micro version only where one was declared
     * @param platform for example {@code linux-x86_64}
     * @param libc the floor: {@code glibc-2.28}, or {@code macos-13.0}, whose C library comes with the system
     * @param bits of an address
     * @param freeThreaded whether it is a build without the global lock
     */
    public record Target(
            String implementation, String python, String platform, String libc, int bits, boolean freeThreaded) {

        /** @return the same, as the archive says it */
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

        /** @return the folders of that layout */
        public static Layout of(InstallLayout install) {
            return new Layout(ArchiveLayout.APPLICATION, install.libraries(), install.scripts(), ArchiveLayout.HOOKS);
        }
    }

    /**
     * A library.
     *
     * @param file the wheel's name
     * @param sha256 of the wheel, in hexadecimal digits
     * @param index the id of the index it came from; null where it came from a folder
     */
    public record Package(String name, String version, String file, String sha256, String index) {}

    /** @return the same with that id */
    ArchiveManifest identified(String id) {
        Build identified = new Build(id, build.timestamp(), build.tool());
        return new ArchiveManifest(
                format, name, version, identified, maven, entry, target, layout, server, packages, executables);
    }

    /** @return the same with those files to run */
    ArchiveManifest withExecutables(List<String> paths) {
        return new ArchiveManifest(format, name, version, build, maven, entry, target, layout, server, packages, paths);
    }

    /** @return the file's content */
    byte[] json() {
        return ManifestJson.of(this);
    }

    /** @return the same without what differs from build to build */
    byte[] jsonWithoutBuild() {
        return ManifestJson.withoutBuild(this);
    }
}
