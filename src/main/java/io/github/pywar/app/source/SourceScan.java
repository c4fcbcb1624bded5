package io.github.pywar.app.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;

/** One walk through a {@link SourceFolder}; does not enter what is excluded. */
final class SourceScan extends SimpleFileVisitor<Path> {

    private static final int NAMES_TOLD = 3;
    private static final char UNDECODABLE = '\uFFFD';

    private final SourceFolder folder;
    private final Globs includes;
    private final Globs excludes;
    private final Globs secrets;
    private final FileTree.Builder files;
    private final TreeSet<String> heldBack = new TreeSet<>();

    private SourceScan(SourceFolder folder) {
        SourceFolder.Patterns patterns = folder.patterns();
        this.folder = folder;
        this.includes = Globs.of(patterns.includes().isEmpty() ? List.of("**") : patterns.includes());
        this.secrets = Globs.ofAnyCase(patterns.defaults() ? DefaultExcludes.SECRETS : List.of());
        List<String> left = new ArrayList<>(patterns.excludes());
        left.addAll(patterns.defaults() ? DefaultExcludes.NOISE : List.of());
        this.excludes = Globs.of(left);
        this.files = FileTree.builder(folder.label());
    }

    static SourceScan of(SourceFolder folder) {
        SourceScan scan = new SourceScan(folder);
        try {
            Files.walkFileTree(folder.directory(), EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, scan);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scan;
    }

    FileTree tree(Progress progress) {
        if (!heldBack.isEmpty()) {
            progress.step(told());
        }
        return files.build();
    }

    private String told() {
        String first = String.join("`, `", heldBack.stream().limit(NAMES_TOLD).toList());
        String more = heldBack.size() > NAMES_TOLD ? "` …" : "`";
        return heldBack.size() + (heldBack.size() == 1 ? " file" : " files") + " of " + folder.label()
                + " left out, for they may be secret: `" + first + more;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (directory.equals(folder.directory())) {
            return FileVisitResult.CONTINUE;
        }
        boolean virtualEnvironment = folder.patterns().defaults() && Files.exists(directory.resolve("pyvenv.cfg"));
        boolean out = virtualEnvironment || excludes.matches(name(directory) + "/");
        return out ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        String name = name(file);
        if (!includes.matches(name)) {
            return FileVisitResult.CONTINUE;
        }
        if (secrets.matches(name) || !excludes.matches(name) && tellsPassword(name, file)) {
            heldBack.add(name);
        } else if (!excludes.matches(name)) {
            add(name, file, attributes);
        }
        return FileVisitResult.CONTINUE;
    }

    private boolean tellsPassword(String name, Path file) throws IOException {
        boolean isDeclaring =
                DeclaringFile.isOne(name) || folder.patterns().declaring().contains(file);
        return folder.patterns().defaults()
                && isDeclaring
                && Files.isReadable(file)
                && DeclaringFile.hasCredential(file);
    }

    private void add(String name, Path file, BasicFileAttributes attributes) throws IOException {
        if (name.indexOf(UNDECODABLE) >= 0) {
            throw unreadable(name, "its name is not in the encoding of this machine's locale")
                    .hint("run Maven with LC_ALL=C.UTF-8");
        }
        if (attributes.isSymbolicLink()) {
            throw unreadable(name, "it is a link to `" + Files.readSymbolicLink(file) + "`, which is not there")
                    .hint("remove the link, or name it in <excludes>");
        }
        if (!attributes.isRegularFile()) {
            throw unreadable(name, "it is neither a file nor a folder").hint("name it in <excludes>");
        }
        if (!Files.isReadable(file)) {
            throw unreadable(name, "no permission").hint("give the user of this build the right to read it");
        }
        files.add(folder.inTree(name), ByteSource.of(file), isExecutable(file));
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException fault) throws IOException {
        boolean root = file.equals(folder.directory());
        String name = root ? "." : name(file);
        if (!root && excludes.matches(name)) {
            return FileVisitResult.CONTINUE;
        }
        if (fault instanceof FileSystemLoopException) {
            throw unreadable(name, "it is a link to a folder that it lies in").hint("name it in <excludes>");
        }
        if (fault instanceof AccessDeniedException) {
            throw unreadable(name, "no permission").hint("give the user of this build the right to read it");
        }
        if (fault instanceof NoSuchFileException) {
            throw UserException.of("There is no folder `" + folder.label() + "`")
                    .hint("put the application's modules there, or name their folder: <sourceDirectory>");
        }
        throw fault;
    }

    private UserException unreadable(String name, String why) {
        return UserException.of("Cannot read `" + name + "` of " + folder.label() + ": " + why);
    }

    private String name(Path file) {
        return folder.directory().relativize(file).toString().replace(File.separatorChar, '/');
    }

    /** The owner's own bit, not what this process may do: a build as root must not differ. */
    private static boolean isExecutable(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view != null && view.readAttributes().permissions().contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
