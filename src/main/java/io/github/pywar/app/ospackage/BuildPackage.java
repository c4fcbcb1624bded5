package io.github.pywar.app.ospackage;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.zip.ZipFileTree;
import io.github.pywar.base.zip.ZipLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;

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
        OsPackage content = new PackagedApplication(built, tree, settings).in(format);
        warnOfInterpreter(built);
        warnOfHooks(tree);
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

    private void warnOfInterpreter(BuiltArchive archive) {
        if (archive.manifest().hasNonNull("runtime")) {
            progress.warning(
                    "The interpreter of `" + archive.name() + "` is not in the package, which uses the Python of"
                            + " the machine: <runtime> has no effect on it");
        }
    }

    private void warnOfHooks(FileTree tree) {
        tree.entries().keySet().stream()
                .filter(path -> HOOK.matcher(path).matches())
                .forEach(path -> progress.warning("`" + path
                        + "` does not run when the package is installed: hooks run in `deploy`. Run it yourself; the page on"
                        + " packages has the command"));
    }
}
