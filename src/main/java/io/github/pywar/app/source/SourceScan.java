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
 * One walk through a {@link SourceFolder}; does not enter what is excluded. Links are followed by hand, see {@link
 * SourceLinks}: what they lead to must be inside the scope of the folder.
 */
final class SourceScan {

    private static final int NAMES_TOLD = 3;
    private static final char UNDECODABLE = '\uFFFD';

    private final SourceFolder folder;
    private final FileScope scope;
    private final SourceLinks links;
    private final Globs includes;
    private final Globs excludes;
    private final Globs secrets;
    private final FileTree.Builder files;
    private final TreeSet<String> heldBack = new TreeSet<>();

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
            scan.walk(new Place(scan.root(), ""), List.of());
            return scan;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FileTree tree(Progress progress) {
        if (!heldBack.isEmpty()) {
            progress.step(told(heldBack) + " left out, for they may be secret: " + names(heldBack));
        }
        if (!links.dangling().isEmpty()) {
            progress.warning(told(links.dangling()) + (links.dangling().size() == 1 ? " is a link" : " are links")
                    + " to nothing, and left out: " + names(links.dangling()));
        }
        return files.build();
    }

    private String told(TreeSet<String> names) {
        return names.size() + (names.size() == 1 ? " file" : " files") + " of " + folder.label();
    }

    private static String names(TreeSet<String> names) {
        String first = String.join("`, `", names.stream().limit(NAMES_TOLD).toList());
        return "`" + first + (names.size() > NAMES_TOLD ? "` ..." : "`");
    }

    private Path root() throws IOException {
        try {
            return scope.real(folder.directory(), folder.label());
        } catch (NoSuchFileException e) {
            throw UserException.of("There is no folder `" + folder.label() + "`")
                    .hint("put the application's modules there, or name their folder: <sourceDirectory>");
        }
    }

    /**
     * A folder of the walk.
     *
     * @param real without links
     * @param prefix what its files' names begin with: where the link to it is, with a slash at its end
     */
    private record Place(Path real, String prefix) {

        String name(Path file) {
            return prefix + real.relativize(file).toString().replace(File.separatorChar, '/');
        }
    }

    /** @param above the folders that have the links by which the walk came here */
    private void walk(Place place, List<Path> above) throws IOException {
        Files.walkFileTree(place.real, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean isRoot = directory.equals(place.real);
                boolean isOut = !isRoot && isExcludedFolder(directory, place.name(directory));
                return isOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                visit(new Found(place.name(file), file, attributes, false), above);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
                String name = file.equals(place.real) && place.prefix.isEmpty() ? "." : place.name(file);
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
     * A file of the walk.
     *
     * @param path in the scope, or a link
     * @param isLinked whether a link led here
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
            heldBack.add(link.name);
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
            walk(new Place(directory, link.name + "/"), longer);
        }
    }

    private void visitFile(Found found) throws IOException {
        if (secrets.matches(found.name) || !excludes.matches(found.name) && tellsPassword(found)) {
            heldBack.add(found.name);
        } else if (!excludes.matches(found.name)) {
            add(found);
        }
    }

    private boolean tellsPassword(Found found) throws IOException {
        boolean isDeclaring = DeclaringFile.isOne(found.name)
                || found.isLinked && DeclaringFile.isOne(scope.name(found.path))
                || folder.patterns().declaring().contains(found.path)
                || folder.patterns().declaring().contains(folder.directory().resolve(found.name));
        if (!folder.patterns().defaults() || !Files.isReadable(found.path)) {
            return false;
        }
        return isDeclaring
                ? DeclaringFile.hasCredential(scope.source(found.path))
                // one that is included by another has any name
                : DeclaringFile.mayBeOne(found.name) && DeclaringFile.hasCredentialOfPip(scope.source(found.path));
    }

    private void add(Found found) throws IOException {
        if (found.name.indexOf(UNDECODABLE) >= 0) {
            throw unreadable(found.name, "its name is not in the encoding of this machine's locale")
                    .hint("run Maven with LC_ALL=C.UTF-8");
        }
        if (!found.attributes.isRegularFile()) {
            throw unreadable(found.name, "it is neither a file nor a folder").hint("name it in <excludes>");
        }
        if (!Files.isReadable(found.path)) {
            throw noPermission(found.name);
        }
        files.add(folder.inTree(found.name), scope.source(found.path), isExecutable(found.path));
    }

    private UserException noPermission(String name) {
        return unreadable(name, "no permission").hint("give the user of this build the right to read it");
    }

    private UserException unreadable(String name, String why) {
        return UserException.of("Cannot read `" + name + "` of " + folder.label() + ": " + why);
    }

    /** The owner's own bit, not what this process may do: a build as root must not differ. */
    private static boolean isExecutable(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
