package io.github.pywar.app.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Walk through a {@link SourceFolder} that does not enter excluded folders. Links are not followed by the file system but
 * by {@link SourceLinks}, which checks that their targets are in the scope of the folder.
 */
final class SourceScan {

    private static final int MAX_SHOWN = 3;
    private static final char UNDECODABLE = '\uFFFD';

    private final SourceFolder folder;
    private final FileScope scope;
    private final SourceLinks links;
    private final Globs includes;
    private final Globs excludes;
    private final Globs secrets;
    private final FileTree.Builder files;
    private final TreeSet<String> possibleSecrets = new TreeSet<>();

    private SourceScan(SourceFolder folder) throws IOException {
        SourceFolder.Patterns patterns = folder.patterns();
        this.folder = folder;
        this.scope = folder.scope().with(folder.directory());
        this.links = new SourceLinks(scope, folder.label(), patterns.defaults());
        this.includes = Globs.of(patterns.includes().isEmpty() ? List.of("**") : patterns.includes());
        this.secrets = Globs.ofAnyCase(patterns.defaults() ? DefaultExcludes.SECRETS : List.of());
        List<String> left = new ArrayList<>(patterns.excludes());
        left.addAll(patterns.defaults() ? DefaultExcludes.NOISE : List.of());
        this.excludes = Globs.of(left);
        this.files = FileTree.builder(folder.label());
    }

    static SourceScan of(SourceFolder folder) {
        try {
            SourceScan scan = new SourceScan(folder);
            scan.walk(new Folder(scan.root(), ""), List.of());
            return scan;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FileTree tree(Progress progress) {
        if (!possibleSecrets.isEmpty()) {
            progress.step(
                    count(possibleSecrets) + " excluded because they may contain secrets: " + names(possibleSecrets));
        }
        if (!links.dangling().isEmpty()) {
            progress.warning(
                    count(links.dangling()) + " excluded because they are dangling links: " + names(links.dangling()));
        }
        return files.build();
    }

    private String count(TreeSet<String> names) {
        return names.size() + (names.size() == 1 ? " file" : " files") + " of " + folder.label();
    }

    private static String names(TreeSet<String> names) {
        String first = String.join("`, `", names.stream().limit(MAX_SHOWN).toList());
        return "`" + first + (names.size() > MAX_SHOWN ? "` ..." : "`");
    }

    private Path root() throws IOException {
        try {
            return scope.real(folder.directory(), folder.label());
        } catch (NoSuchFileException e) {
            throw UserException.of("The folder `" + folder.label() + "` does not exist")
                    .hint("put the application's modules there, or set their folder: <sourceDirectory>");
        }
    }

    /**
     * Folder of the walk.
     *
     * @param real path without links
     * @param prefix of its files' names: the path of the link to it, with a slash at its end
     */
    private record Folder(Path real, String prefix) {

        String name(Path file) {
            return prefix + real.relativize(file).toString().replace(File.separatorChar, '/');
        }
    }

    /** @param above folders of the links that led here */
    private void walk(Folder walked, List<Path> above) throws IOException {
        Files.walkFileTree(walked.real, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean isRoot = directory.equals(walked.real);
                boolean isOut = !isRoot && isExcludedFolder(directory, walked.name(directory));
                return isOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                visit(new Found(walked.name(file), file, attributes, false), above);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
                String name = file.equals(walked.real) && walked.prefix.isEmpty() ? "." : walked.name(file);
                if (excludes.matches(name)) {
                    return FileVisitResult.CONTINUE;
                }
                if (fault instanceof AccessDeniedException) {
                    throw noPermission(name);
                }
                throw fault;
            }
        });
    }

    /**
     * File of the walk.
     *
     * @param path in the scope, or a link
     * @param isLinked whether a link led to it
     */
    private record Found(String name, Path path, BasicFileAttributes attributes, boolean isLinked) {}

    private boolean isExcludedFolder(Path directory, String name) {
        boolean isVirtualEnvironment = folder.patterns().defaults() && Files.exists(directory.resolve("pyvenv.cfg"));
        return isVirtualEnvironment || excludes.matches(name + "/");
    }

    private void visit(Found found, List<Path> above) throws IOException {
        if (found.attributes.isSymbolicLink()) {
            follow(found, above);
        } else if (includes.matches(found.name)) {
            visitFile(found);
        }
    }

    private void follow(Found link, List<Path> above) throws IOException {
        boolean isExcluded = excludes.matches(link.name) || excludes.matches(link.name + "/");
        if (isExcluded || !includes.matches(link.name) && !Files.isDirectory(link.path)) {
            return;
        }
        SourceLinks.Target target = links.target(link.name, link.path, above);
        if (target.isSecret()) {
            possibleSecrets.add(link.name);
        } else if (target.folder().isPresent()) {
            enter(link, target.folder().get(), above);
        } else if (target.file().isPresent()) {
            Path file = target.file().get();
            visitFile(new Found(link.name, file, Files.readAttributes(file, BasicFileAttributes.class), true));
        }
    }

    private void enter(Found link, Path directory, List<Path> above) throws IOException {
        if (!isExcludedFolder(directory, link.name)) {
            List<Path> longer = new ArrayList<>(above);
            longer.add(link.path.getParent());
            walk(new Folder(directory, link.name + "/"), longer);
        }
    }

    private void visitFile(Found found) throws IOException {
        if (secrets.matches(found.name) || !excludes.matches(found.name) && hasPassword(found)) {
            possibleSecrets.add(found.name);
        } else if (!excludes.matches(found.name)) {
            add(found);
        }
    }

    private boolean hasPassword(Found found) throws IOException {
        boolean isDeclaring = DependencyFile.isOne(found.name)
                || found.isLinked && DependencyFile.isOne(scope.name(found.path))
                || folder.patterns().declaring().contains(found.path)
                || folder.patterns().declaring().contains(folder.directory().resolve(found.name));
        if (!folder.patterns().defaults() || !Files.isReadable(found.path)) {
            return false;
        }
        return isDeclaring
                ? DependencyFile.hasCredential(scope.source(found.path))
                // a requirements file that another one includes may have any name
                : DependencyFile.mayBeOne(found.name) && DependencyFile.hasCredentialOfPip(scope.source(found.path));
    }

    private void add(Found found) throws IOException {
        if (found.name.indexOf(UNDECODABLE) >= 0) {
            throw unreadable(found.name, "its name cannot be decoded with the locale of this machine")
                    .hint("run Maven with LC_ALL=C.UTF-8");
        }
        if (!found.attributes.isRegularFile()) {
            throw unreadable(found.name, "it is neither a file nor a folder").hint("exclude it: <excludes>");
        }
        if (!Files.isReadable(found.path)) {
            throw noPermission(found.name);
        }
        files.add(folder.inTree(found.name), scope.source(found.path), isExecutable(found.path));
    }

    private UserException noPermission(String name) {
        return unreadable(name, "permission denied").hint("give the user of this build permission to read it");
    }

    private UserException unreadable(String name, String why) {
        return UserException.of("Cannot read `" + name + "` of " + folder.label() + ": " + why);
    }

    /** Reads the bit of the owner, not the access rights of this process, so that a build as root makes the same archive. */
    private static boolean isExecutable(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
