package io.github.pywar.python.builtcode;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.PathText;
import io.github.pywar.python.elf.LibcFamily;
import io.github.pywar.python.elf.NativeGroup;
import io.github.pywar.python.elf.NativeRequirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Forecast of a repair: the C library that copies of this machine's libraries would require, and those of the libraries
 * that they need in turn.
 *
 * @param folders with the libraries of this machine, the preferred ones first; empty if they are not known
 */
public record LibraryCopies(List<Path> folders) {

    /** No library of this machine is known. */
    public static final LibraryCopies NONE = new LibraryCopies(List.of());

    /** A library without a known copy, or a circle of libraries, must not make the search endless. */
    private static final int MOST = 200;

    /** Path of each library in a tree of its own. */
    private static final String LIBRARY = "library.so";

    public LibraryCopies {
        folders = List.copyOf(folders);
    }

    /**
     * Requirement of copies.
     *
     * @param library whose copy requires the newest glibc
     * @param minor version of glibc 2
     */
    public record Floor(String library, int minor) {}

    /**
     * Returns the requirement of copies.
     *
     * @param names of the libraries
     * @param declared the libraries that are not copied, because the target has them
     * @param machine the architecture of the target
     * @return empty if no copy requires a version of glibc
     */
    Optional<Floor> floor(Collection<String> names, Set<String> declared, String machine) {
        Deque<String> open = new ArrayDeque<>(names);
        Set<String> seen = new TreeSet<>(declared);
        Optional<Floor> highest = Optional.empty();
        while (!open.isEmpty() && seen.size() < declared.size() + MOST) {
            String name = open.remove();
            boolean isCopied = seen.add(name) && !name.startsWith(RefusedCode.PYTHON);
            for (NativeGroup group : isCopied ? groups(name, machine) : List.<NativeGroup>of()) {
                open.addAll(group.foreignLibraries());
                OptionalInt minor = group.glibcFloor();
                if (minor.isPresent() && (highest.isEmpty() || highest.get().minor() < minor.getAsInt())) {
                    highest = Optional.of(new Floor(name, minor.getAsInt()));
                }
            }
        }
        return highest;
    }

    /** Returns the requirements of the first library of that name for the architecture. A wheel can need any name. */
    private List<NativeGroup> groups(String name, String machine) {
        Optional<Path> plain = PathText.parse(name).filter(path -> path.equals(path.getFileName()));
        for (Path folder : plain.isPresent() ? folders : List.<Path>of()) {
            Path file = folder.resolve(plain.get());
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                List<NativeGroup> groups = groups(file).stream()
                        .filter(group -> group.machine().equals(machine) && group.libc() != LibcFamily.MUSL)
                        .toList();
                if (!groups.isEmpty()) {
                    return groups;
                }
            }
        }
        return List.of();
    }

    /** A library that cannot be read contributes nothing: a forecast does not end a build. */
    private static List<NativeGroup> groups(Path file) {
        try {
            FileTree tree = FileTree.builder("this machine")
                    .add(LIBRARY, ByteSource.of(file))
                    .build();
            return NativeRequirements.of(tree).groups();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
