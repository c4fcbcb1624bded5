package io.github.pywar.app.wheel;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of a library's licence files: those of {@code license-files} in {@code pyproject.toml} (PEP 639), else files with
 * the usual names.
 *
 * @param folder of the project
 * @param declared the globs, if {@code pyproject.toml} has any
 */
record LicenseFiles(Path folder, Optional<List<String>> declared) {

    private static final Pattern USUAL = Pattern.compile("(LICEN[CS]E|COPYING|NOTICE)[\\w.-]*");
    private static final Pattern VALID = Pattern.compile("(?!.*(^|/)\\.\\.?(/|$))(?:[\\w\\-.*?/]|\\[[\\w-]+\\])++");
    private static final int DEEPEST = 20;

    /**
     * Returns the names, relative to the folder of the project, with {@code /}.
     *
     * @throws UserException if a declared glob is invalid, or no file matches it
     */
    List<String> names() throws IOException {
        if (declared.isEmpty()) {
            return files(folder, 1).stream()
                    .filter(name -> USUAL.matcher(name).matches())
                    .toList();
        }
        TreeSet<String> names = new TreeSet<>();
        for (String glob : declared.get()) {
            names.addAll(matching(glob));
        }
        return List.copyOf(names);
    }

    private List<String> matching(String glob) throws IOException {
        if (!VALID.matcher(glob).matches() || glob.startsWith("/")) {
            throw UserException.of(
                            "`" + glob + "` is not a glob of licence files\n    from: license-files in pyproject.toml")
                    .hint("write a path in the project with `/`, for example `licenses/*.txt`");
        }
        String plain = glob.replaceFirst("[^/]*[*?\\[].*", "");
        String parent = plain.substring(0, plain.lastIndexOf('/') + 1);
        int depth = glob.contains("**")
                ? DEEPEST
                : (int) glob.substring(parent.length())
                                .chars()
                                .filter(c -> c == '/')
                                .count()
                        + 1;
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob.replace("**/", "{**/,}"));
        List<String> names = files(folder.resolve(parent), depth).stream()
                .filter(name -> matcher.matches(Path.of(name)))
                .toList();
        if (names.isEmpty()) {
            throw UserException.of("No file matches `" + glob + "`\n    from: license-files in pyproject.toml")
                    .hint("correct the glob; it is relative to the folder of pyproject.toml");
        }
        return names;
    }

    private List<String> files(Path from, int depth) throws IOException {
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.walk(from, depth)) {
            files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .forEach(names::add);
        }
        names.sort(null);
        return names;
    }
}
