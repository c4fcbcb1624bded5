package io.github.pywar.base.file;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Folders that a build may read from: those of the project, and those that its configuration names. Links are resolved
 * first, so no link leads to a file outside of them.
 */
public final class FileScope {

    /** Scope without a folder. */
    public static final FileScope NONE = new FileScope(List.of(), Optional.empty());

    /**
     * A folder of the scope.
     *
     * @param named as it is declared, absolute
     * @param real without links
     */
    private record Root(Path named, Path real) {}

    private final List<Root> roots;
    private final Optional<Consumer<Path>> reads;

    private FileScope(List<Root> roots, Optional<Consumer<Path>> reads) {
        this.roots = List.copyOf(roots);
        this.reads = reads;
    }

    /** @return the scope of these folders; one that does not exist is left out */
    public static FileScope of(Collection<Path> folders) throws IOException {
        FileScope scope = NONE;
        for (Path folder : folders) {
            scope = scope.with(folder);
        }
        return scope;
    }

    /**
     * Adds a folder that the configuration names. A folder whose path is inside the scope is not added: if it is a link,
     * its target must be inside the scope, too.
     */
    public FileScope with(Path folder) throws IOException {
        Path named = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(named) || isNamedInside(named)) {
            return this;
        }
        List<Root> more = new ArrayList<>(roots);
        more.add(new Root(named, named.toRealPath()));
        return new FileScope(more, reads);
    }

    /** @return the same scope, and scopes made from it, that report each file of {@link #read} with its real path */
    public FileScope reporting(Consumer<Path> reader) {
        return new FileScope(roots, Optional.of(reader));
    }

    private boolean isNamedInside(Path named) {
        for (Root root : roots) {
            if (named.startsWith(root.named)) {
                return true;
            }
        }
        return false;
    }

    private Optional<Root> rootOf(Path real) {
        for (Root root : roots) {
            if (real.startsWith(root.real)) {
                return Optional.of(root);
            }
        }
        return Optional.empty();
    }

    /**
     * Resolves all links of a path.
     *
     * @param shown the name of the file in a message
     * @return the path without links
     * @throws UserException if the file is outside of the scope
     * @throws IOException if there is no such file
     */
    public Path real(Path file, String shown) throws IOException {
        Path real = file.toRealPath();
        if (rootOf(real).isEmpty()) {
            throw outside(file, real, shown);
        }
        return real;
    }

    /** @return whether the file is inside, once its links are resolved */
    public boolean has(Path file) throws IOException {
        return rootOf(file.toRealPath()).isPresent();
    }

    private UserException outside(Path file, Path real, String shown) {
        String why = isNamedInside(file.toAbsolutePath().normalize())
                ? " is a symbolic link that points outside the project, to `" + PathText.shown(real.toString()) + "`"
                : " is outside of the project";
        return UserException.of("`" + PathText.shown(shown) + "`" + why + "\n    the project: "
                        + roots.stream().map(root -> root.named.toString()).collect(Collectors.joining(", ")))
                .hint("move or copy the file into the project");
    }

    /**
     * Returns the path relative to the folder of the scope, with {@code /}.
     *
     * @param real a path of {@link #real}
     */
    public String name(Path real) {
        Path root = rootOf(real).map(Root::real).orElse(real.getRoot());
        return root.relativize(real).toString().replace('\\', '/');
    }

    /**
     * Returns the content of a file; opening it fails if a part of the path has become a link since.
     *
     * @param real a path of {@link #real}
     */
    public ByteSource source(Path real) {
        return new ScopedSource(real);
    }

    /**
     * Reads a small file.
     *
     * @param shown the name of the file in a message
     * @param most the limit for its size, in bytes
     * @throws UserException if it is outside of the scope, or larger
     */
    public byte[] read(Path file, String shown, int most) throws IOException {
        Path real = real(file, shown);
        if (reads.isPresent()) {
            reads.get().accept(real);
        }
        try (InputStream in = source(real).open()) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw UserException.of("`" + PathText.shown(shown) + "` is larger than " + (most >> 20) + " MB")
                        .hint("check that it is the right file");
            }
            return content;
        }
    }

    private record ScopedSource(Path real) implements ByteSource {

        @Override
        public InputStream open() throws IOException {
            InputStream in;
            try {
                in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS);
            } catch (IOException e) {
                if (Files.isSymbolicLink(real)) {
                    throw changed();
                }
                throw e;
            }
            try {
                requireUnchanged();
                return in;
            } catch (IOException | UserException e) {
                in.close();
                throw e;
            }
        }

        private void requireUnchanged() throws IOException {
            if (!real.toRealPath().equals(real)) {
                throw changed();
            }
        }

        private UserException changed() {
            return UserException.of("`" + real + "` became a link while the build was reading it")
                    .hint("run the build again when nothing else changes the project");
        }

        @Override
        public long size() throws IOException {
            return (Long) Files.getAttribute(real, "size", LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public String toString() {
            return real.toString();
        }
    }
}
