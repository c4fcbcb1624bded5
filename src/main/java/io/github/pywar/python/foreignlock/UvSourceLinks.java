package io.github.pywar.python.foreignlock;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Direct references for the sources in {@code [tool.uv.sources]}.
 *
 * @param folder of {@code pyproject.toml}, which paths are relative to
 */
record UvSourceLinks(Path folder) {

    private static final List<String> REVISIONS = List.of("rev", "tag", "branch");

    /** Returns the URL of a source; empty for an index. */
    Optional<String> url(TomlFields source, PackageName name) throws IOException {
        if (source.has("git")) {
            return Optional.of(repository(source));
        }
        if (source.has("url")) {
            return Optional.of(source.requiredString("url") + subdirectory(source));
        }
        if (source.has("path")) {
            return Optional.of(path(source));
        }
        if (source.has("workspace")) {
            return Optional.of(UvWorkspace.around(folder)
                    .member(name)
                    .orElseThrow(() -> source.error(
                                    "workspace", "is set, and no member of a workspace has the name `" + name + "`")
                            .hint("list the folder of `" + name + "` in `members` of [tool.uv.workspace]"))
                    .toUri()
                    .toString());
        }
        if (!source.has("index")) {
            throw source.error("", "has none of `git`, `url`, `path`, `workspace` and `index`");
        }
        return Optional.empty();
    }

    private static String repository(TomlFields source) {
        String url = source.requiredString("git");
        String revision = REVISIONS.stream()
                .flatMap(key -> source.string(key).stream())
                .findFirst()
                .map(text -> "@" + text)
                .orElse("");
        return (url.startsWith("git+") ? "" : "git+") + url + revision + subdirectory(source);
    }

    private static String subdirectory(TomlFields source) {
        return source.string("subdirectory")
                .map(inner -> "#subdirectory=" + inner)
                .orElse("");
    }

    private String path(TomlFields source) {
        String text = source.requiredString("path");
        try {
            Path path = folder.toAbsolutePath().resolve(text).normalize();
            if (Files.exists(path)) {
                return path.toUri().toString();
            }
        } catch (InvalidPathException e) {
            throw source.error("path", "is not a path");
        }
        throw source.error("path", "is `" + text + "`, and there is no such file or folder");
    }
}
