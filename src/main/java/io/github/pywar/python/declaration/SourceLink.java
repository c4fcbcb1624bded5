package io.github.pywar.python.declaration;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.file.PathText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * URLs of direct references for dependencies that a table locates: a repository, a path, or a file at a URL.
 *
 * @param folder of the declaration; relative paths begin there
 */
record SourceLink(Path folder) {

    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");

    /** {@code user@host:path}, the short form of an SSH URL. */
    private static final Pattern SHORT_SSH = Pattern.compile("((?:[\\w.-]+@)?[\\w.-]{2,}):(?!//)/?([^\\\\]+)");

    /**
     * Returns the URL of a revision.
     *
     * @param system the key with the repository: {@code git}, {@code hg}
     * @param revision a branch, a tag or a commit; empty for the default branch
     */
    String revision(TomlFields table, String system, Optional<String> revision) {
        String repository = table.requiredString(system).strip();
        if (repository.isEmpty()) {
            throw table.error(system, "is empty");
        }
        Matcher ssh = SHORT_SSH.matcher(repository);
        String prefix = system + "+";
        String url;
        if (repository.startsWith(prefix)) {
            url = repository;
        } else if (URL.matcher(repository).matches()) {
            url = prefix + repository;
        } else if (ssh.matches()) {
            url = prefix + "ssh://" + ssh.group(1) + "/" + ssh.group(2);
        } else {
            url = prefix + local(table, system, repository).toUri();
        }
        return url + revision.map(one -> "@" + one).orElse("") + subdirectory(table);
    }

    /** Returns the URL of a file or folder of this machine. A subdirectory of a folder becomes part of the path. */
    String path(TomlFields table, String key) {
        String written = table.requiredString(key);
        Path path = local(table, key, written);
        if (Files.isDirectory(path)) {
            Path inner = PathText.require(
                    table.string("subdirectory").orElse(""),
                    table.location("subdirectory").toString());
            return folderUrl(path.resolve(inner).normalize());
        }
        if (!Files.isRegularFile(path)) {
            throw table.error(key, "is `" + written + "`, and there is no such file or folder")
                    .hint("correct the path: it is relative to the folder of "
                            + table.location(key).source());
        }
        return path.toUri() + subdirectory(table);
    }

    /** A folder ends in a slash, also if it does not exist. */
    private static String folderUrl(Path folder) {
        String url = folder.toUri().toString();
        return url.endsWith("/") ? url : url + "/";
    }

    /** Returns the URL of a file on a server. */
    String url(TomlFields table, String key) {
        String url = table.requiredString(key).strip();
        if (!URL.matcher(url).matches() || url.chars().anyMatch(c -> c <= ' ')) {
            throw table.error(key, "is not a URL");
        }
        return url + (url.contains("#") ? "" : subdirectory(table));
    }

    private Path local(TomlFields table, String key, String written) {
        String text = written.replaceFirst("^file:/*+(?=/)|^file:", "");
        return folder.toAbsolutePath()
                .resolve(PathText.require(text, table.location(key).toString()))
                .normalize();
    }

    private static String subdirectory(TomlFields table) {
        return table.string("subdirectory")
                .map(inner -> "#subdirectory=" + inner)
                .orElse("");
    }
}
