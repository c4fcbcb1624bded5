package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Workspace of uv: a folder whose {@code pyproject.toml} has {@code [tool.uv.workspace]}, and the projects that it lists.
 *
 * @param members folders of its projects; the root is the first one
 */
record UvWorkspace(List<Path> members) {

    private static final String FILE = "pyproject.toml";
    private static final int MAX_BYTES = 8 << 20;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_PARENTS = 8;

    UvWorkspace {
        members = List.copyOf(members);
    }

    /** Returns the workspace of a folder: its own, or the nearest one of its parents. Without one it has no members. */
    static UvWorkspace around(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        for (int i = 0; root != null && i < MAX_PARENTS; i++, root = root.getParent()) {
            Optional<TomlFields> table = workspace(root);
            if (table.isPresent()) {
                return of(root, table.get());
            }
        }
        return new UvWorkspace(List.of());
    }

    private static Optional<TomlFields> workspace(Path root) throws IOException {
        return document(root)
                .flatMap(file -> file.tableIfAny("tool"))
                .flatMap(tool -> tool.tableIfAny("uv"))
                .flatMap(uv -> uv.tableIfAny("workspace"));
    }

    private static Optional<TomlFields> document(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        return Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES
                ? Optional.of(TomlFields.parse(Files.readAllBytes(file), FILE))
                : Optional.empty();
    }

    private static UvWorkspace of(Path root, TomlFields table) throws IOException {
        List<PathMatcher> excluded = matchers(table, "exclude");
        Set<Path> members = new LinkedHashSet<>(List.of(root));
        for (TomlFields.Value glob : table.strings("members")) {
            for (Path folder : expanded(root, normal((String) glob.value()).split("/"))) {
                Path relative = root.relativize(folder);
                if (Files.isRegularFile(folder.resolve(FILE))
                        && excluded.stream().noneMatch(matcher -> matcher.matches(relative))) {
                    members.add(folder);
                }
            }
        }
        return new UvWorkspace(List.copyOf(members));
    }

    private static List<Path> expanded(Path root, String[] parts) throws IOException {
        List<Path> folders = List.of(root);
        for (String part : parts) {
            List<Path> next = new ArrayList<>();
            for (Path folder : folders) {
                next.addAll(children(folder, part));
            }
            folders = next;
        }
        return folders;
    }

    private static List<Path> children(Path folder, String part) throws IOException {
        if (part.equals("**")) {
            try (Stream<Path> all = Files.walk(folder, MAX_DEPTH)) {
                return all.filter(Files::isDirectory).sorted().toList();
            }
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isDirectory)
                    .filter(child -> matcher.matches(child.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static String normal(String glob) {
        return glob.replaceFirst("^\\./", "").replaceFirst("/$", "");
    }

    private static List<PathMatcher> matchers(TomlFields table, String key) {
        return table.strings(key).stream()
                .map(glob ->
                        String.valueOf(glob.value()).replaceFirst("^\\./", "").replaceFirst("/$", ""))
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList();
    }

    /** Returns the lock of the workspace, if a folder is one of its members and not its root. */
    Optional<Path> lockOf(Path folder) {
        Path member = folder.toAbsolutePath().normalize();
        return members.indexOf(member) > 0
                ? Optional.of(members.get(0).resolve(ForeignLockFormat.UV.fileName()))
                        .filter(Files::isRegularFile)
                : Optional.empty();
    }

    /** Returns the folder of the member with a name. */
    Optional<Path> member(PackageName name) throws IOException {
        for (Path member : members) {
            Optional<PackageName> own = document(member)
                    .flatMap(file -> file.tableIfAny("project"))
                    .flatMap(project -> project.string("name"))
                    .flatMap(PackageName::tryParse);
            if (own.filter(name::equals).isPresent()) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }
}
