package io.github.pywar.app.ospackage;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Archive with the settings of its package.
 *
 * @param archive with its manifest
 * @param tree its files
 * @param settings of the package
 */
public record PackagedApplication(BuiltArchive archive, FileTree tree, PackageSettings settings) {

    private static final String LINUX = "linux-";

    /**
     * Returns the package in a format.
     *
     * @throws UserException if the archive is for another system than Linux, or contains no server
     */
    public OsPackage in(PackageFormat format) throws IOException {
        String machine = machine();
        checkServer();
        NativeNeeds needs = NativeNeeds.of(tree, archive.target().path("bits").asInt(64));
        PackagePaths paths = new PackagePaths(archive, settings.name());
        PackageUnits units = new PackageUnits(paths, settings);
        List<String> requirements = new ArrayList<>(format.requirements(needs, python()));
        requirements.addAll(settings.requires());
        return new OsPackage(
                identity(needs.isNative() ? format.architecture(machine) : format.independent()),
                settings.description(),
                requirements,
                new PackageContent(paths, units, tree).files(),
                format.scripts(new ScriptParts(paths, settings, units.started(), python())),
                Instant.parse(archive.manifest().at("/build/timestamp").asText()));
    }

    private OsPackage.Identity identity(String architecture) {
        String version = PackageVersion.of(archive.manifest().path("version").asText());
        return new OsPackage.Identity(settings.name(), version, settings.revision(), architecture);
    }

    private String python() {
        return settings.python().orElse("/usr/bin/python" + archive.series());
    }

    private String machine() {
        String platform = archive.target().path("platform").asText();
        if (!platform.startsWith(LINUX)) {
            throw UserException.of("`" + archive.name() + "` is for `" + platform + "`, which has no such packages")
                    .hint("build it for a Linux: <platform>linux-x86_64</platform>");
        }
        return platform.substring(LINUX.length());
    }

    private void checkServer() {
        if (!archive.canServe()) {
            throw UserException.of("`" + archive.name() + "` contains no server, which the package would start")
                    .hint("remove <server>none</server>, or require a server: waitress, gunicorn, cheroot, uvicorn");
        }
    }
}
