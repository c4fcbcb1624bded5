package io.github.pywar.app.ospackage;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.check.ArchiveInterpreter;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipFileTree;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.python.build.FolderDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the package of an archive for an operating system. */
public final class BuildPackage {

    private static final Pattern HOOK = Pattern.compile(ArchiveLayout.HOOKS + "/[^/]+/[^/]+\\.(?:py|sh|sql)");

    private final PackageFormat format;
    private final PackageWriter writer;
    private final Progress progress;

    /** @param progress receives the name of the package */
    public BuildPackage(PackageFormat format, PackageWriter writer, Progress progress) {
        this.format = format;
        this.writer = writer;
        this.progress = progress;
    }

    /** Returns the task that writes packages for Debian, which needs no other library. */
    public static BuildPackage deb(Progress progress) {
        return new BuildPackage(PackageFormat.DEB, new DebWriter(), progress);
    }

    /**
     * Writes the package.
     *
     * @param archive the file
     * @param folder of the package
     * @return the file of the package
     */
    public Path run(Path archive, PackageSettings settings, Path folder) throws IOException {
        FileTree tree = ZipFileTree.read(archive, ZipLimits.DEFAULT).files();
        BuiltArchive built = BuiltArchive.open(archive);
        Optional<ArchiveInterpreter> interpreter = interpreter(built, settings);
        Path work = Files.createDirectories(folder).resolve("." + settings.name() + ".python");
        warnOfHooks(tree);
        try {
            FolderDeletion.delete(work);
            Optional<Path> files = Optional.empty();
            if (interpreter.isPresent()) {
                files = Optional.of(interpreter.get().unpack(Files.createDirectories(work)));
            }
            return write(built, new PackagedApplication(built, tree, settings, files).in(format), folder);
        } finally {
            FolderDeletion.delete(work);
        }
    }

    private Path write(BuiltArchive built, OsPackage content, Path folder) throws IOException {
        String name = classified(format.fileName(content.identity()), built);
        Path part = Files.createDirectories(folder).resolve("." + name + ".part");
        try {
            Files.deleteIfExists(part);
            writer.write(content, part);
            Path target = folder.resolve(name);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            progress.step("Wrote " + name + ", which requires " + String.join(", ", content.requirements()));
            return target;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The packages of several targets may have the same name, version and architecture. */
    private static String classified(String file, BuiltArchive archive) {
        String classifier = archive.manifest().at("/maven/classifier").textValue();
        int end = file.lastIndexOf('.');
        return classifier == null ? file : file.substring(0, end) + "-" + classifier + file.substring(end);
    }

    private Optional<ArchiveInterpreter> interpreter(BuiltArchive archive, PackageSettings settings) {
        if (!archive.manifest().hasNonNull("runtime")) {
            return Optional.empty();
        }
        if (settings.python().isPresent()) {
            progress.warning(
                    "The interpreter of `" + archive.name() + "` is not in the package: <packagePython> names a"
                            + " Python of the machine, and <runtime> has no effect on the package");
            return Optional.empty();
        }
        return Optional.of(
                new ArchiveInterpreter(archive.file(), archive.manifest().path("runtime")));
    }

    private void warnOfHooks(FileTree tree) {
        String hooks = tree.entries().keySet().stream()
                .filter(path -> HOOK.matcher(path).matches())
                .map(path -> "`" + path + "`")
                .collect(Collectors.joining(", "));
        if (!hooks.isEmpty()) {
            progress.warning("The installation of the package runs no hooks, which run in `deploy`: " + hooks
                    + ". Run them yourself; the page on packages has the command");
        }
    }
}
