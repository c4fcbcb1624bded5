package io.github.pywar.app.ospackage;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Archive with the settings of its package.
 *
 * @param archive with its manifest
 * @param tree its files
 * @param settings of the package
 * @param interpreter folder with the files of its interpreter; empty if the Python of the machine runs it
 */
public record PackagedApplication(
        BuiltArchive archive, FileTree tree, PackageSettings settings, Optional<Path> interpreter) {

    private static final String LINUX = "linux-";

    /**
     * Returns the package in a format.
     *
     * @throws UserException if the archive is for another system than Linux, or contains no server
     */
    public OsPackage in(PackageFormat format) throws IOException {
        String machine = machine();
        checkServer();
        PackagePaths paths = new PackagePaths(archive, settings.name());
        NativeNeeds needs =
                NativeNeeds.of(programs(), archive.target().path("bits").asInt(64));
        PackageUnits units = new PackageUnits(paths, settings);
        List<String> requirements = new ArrayList<>(
                format.requirements(needs, interpreter.isPresent() ? Optional.empty() : Optional.of(python(paths))));
        requirements.addAll(settings.requires());
        return new OsPackage(
                identity(needs.isNative() ? format.architecture(machine) : format.independent()),
                settings.description(),
                requirements,
                new PackageContent(paths, units, tree, interpreter).files(),
                format.scripts(new ScriptParts(paths, settings, units.started(), python(paths))),
                Instant.parse(archive.manifest().at("/build/timestamp").asText()));
    }

    private OsPackage.Identity identity(String architecture) {
        String version = PackageVersion.of(archive.manifest().path("version").asText());
        return new OsPackage.Identity(settings.name(), version, settings.revision(), architecture);
    }

    /** Returns all files that may need libraries of the system. */
    private FileTree programs() throws IOException {
        if (interpreter.isEmpty()) {
            return tree;
        }
        FileTree.Builder programs = FileTree.builder("the interpreter");
        try (Stream<Path> all = Files.walk(interpreter.get())) {
            for (Path file : all.filter(one -> Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String path = interpreter.get().relativize(file).toString().replace('\\', '/');
                programs.add("interpreter of the package/" + path, ByteSource.of(file));
            }
        }
        return FileTree.union(List.of(tree, programs.build()), Globs.NONE, Progress.SILENT);
    }

    private String python(PackagePaths paths) {
        if (interpreter.isPresent()) {
            return paths.interpreter() + "/"
                    + archive.manifest().at("/runtime/program").asText();
        }
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
