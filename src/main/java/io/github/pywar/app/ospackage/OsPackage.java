package io.github.pywar.app.ospackage;

import java.time.Instant;
import java.util.List;

/**
 * Package in the terms of its format.
 *
 * @param identity name, version, architecture
 * @param description for people
 * @param requirements in the syntax of the format
 * @param files sorted by path; a folder is before its content
 * @param scripts run by the package tool
 * @param time of the build and of all files
 */
public record OsPackage(
        Identity identity,
        Description description,
        List<String> requirements,
        List<PackageFile> files,
        PackageScripts scripts,
        Instant time) {

    /**
     * Identity of a package.
     *
     * @param name of the package
     * @param version without the revision
     * @param revision of the package, for several packages of one version
     * @param architecture by its name in the format
     */
    public record Identity(String name, String version, String revision, String architecture) {}

    /**
     * Description of a package for people.
     *
     * @param summary one line
     * @param maintainer {@code Name <address>}
     * @param license SPDX expression; may be empty
     * @param url of the project; may be empty
     */
    public record Description(String summary, String maintainer, String license, String url) {}

    public OsPackage {
        requirements = List.copyOf(requirements);
        files = List.copyOf(files);
    }
}
