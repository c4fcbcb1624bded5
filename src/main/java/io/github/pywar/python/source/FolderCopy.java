package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * Copy of a folder of source code. A link to a file or folder inside of it becomes a relative link; a link that leads out
 * is refused, and one that leads to nothing is left out.
 */
final class FolderCopy extends SimpleFileVisitor<Path> {

    private static final int DEEPEST = 200;

    private final Path source;
    private final Path realSource;
    private final Path target;
    private final UnpackLimits limits;
    private final SourceExclusions exclusions;
    private int entries;
    private long bytes;

    private FolderCopy(Path source, Path target, UnpackLimits limits, SourceExclusions exclusions) throws IOException {
        this.source = source;
        this.realSource = source.toRealPath();
        this.target = target;
        this.limits = limits;
        this.exclusions = exclusions;
    }

    /**
     * Copies a folder without repositories, caches and results of builds.
     *
     * @param target an empty or missing folder; it may be inside of {@code folder}
     */
    static void copy(Path folder, Path target, UnpackLimits limits) throws IOException {
        Path source = folder.toAbsolutePath().normalize();
        walk(new FolderCopy(source, target.toAbsolutePath().normalize(), limits, SourceExclusions.of(source)));
    }

    /** Copies a folder with its repository, which is not excluded. */
    static void copyAll(Path folder, Path target, UnpackLimits limits) throws IOException {
        Path source = folder.toAbsolutePath().normalize();
        walk(new FolderCopy(source, target.toAbsolutePath().normalize(), limits, null));
    }

    private static void walk(FolderCopy copy) throws IOException {
        Files.walkFileTree(copy.source, Set.<FileVisitOption>of(), DEEPEST, copy);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        boolean isLeftOut = folder.equals(target) || isExcluded(folder);
        if (isLeftOut) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        count(0);
        Files.createDirectories(target(folder));
        return FileVisitResult.CONTINUE;
    }

    private boolean isExcluded(Path path) {
        return !path.equals(source) && exclusions != null && exclusions.excludes(path);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (isExcluded(file)) {
            return FileVisitResult.CONTINUE;
        }
        count(attributes.isRegularFile() ? attributes.size() : 0);
        if (attributes.isSymbolicLink()) {
            link(file);
        } else if (attributes.isRegularFile()) {
            boolean isExecutable = Files.isExecutable(file);
            Files.copy(file, target(file), LinkOption.NOFOLLOW_LINKS);
            if (isExecutable) {
                target(file).toFile().setExecutable(true, false);
            }
        } else if (attributes.isDirectory()) {
            throw UserException.of("The folder `" + source + "` has folders that are more than " + DEEPEST
                    + " levels deep: `" + PathText.shown(source.relativize(file).toString()) + "`");
        }
        return FileVisitResult.CONTINUE;
    }

    private void link(Path link) throws IOException {
        Path real;
        try {
            real = link.toRealPath();
        } catch (NoSuchFileException leadsToNothing) {
            return;
        }
        if (!real.startsWith(realSource)) {
            throw UserException.of("`" + PathText.shown(source.relativize(link).toString())
                            + "` is a symbolic link that leads out of the source code, to `"
                            + PathText.shown(real.toString()) + "`\n    source code: " + source)
                    .hint("replace the link with a copy of the file");
        }
        Path place = realSource.resolve(source.relativize(link));
        Path relative = place.getParent().relativize(real);
        Files.createSymbolicLink(target(link), relative.toString().isEmpty() ? Path.of(".") : relative);
    }

    private void count(long size) {
        entries++;
        bytes += size;
        if (entries > limits.entries() || bytes > limits.bytes()) {
            throw UserException.of("The folder `" + source + "` has more than " + limits.entries() + " files or "
                            + limits.bytes() + " bytes: it is not the source code of one project")
                    .hint("check that the path is the folder of the project");
        }
    }

    private Path target(Path path) {
        return target.resolve(source.relativize(path).toString());
    }
}
