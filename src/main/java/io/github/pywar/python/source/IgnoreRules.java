package io.github.pywar.python.source;

import io.github.pywar.base.file.Globs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Check of the {@code .gitignore} that hatchling applies. A pattern is taken as wider than it is, so a path that no pattern
 * matches is certainly not ignored.
 */
final class IgnoreRules {

    private static final int LARGEST = 1 << 20;

    /** Most steps of a comparison, which takes a few seconds: the length of the file by that of all paths. */
    private static final long MOST_STEPS = 1_000_000_000;

    private IgnoreRules() {}

    /** @return whether one of the paths may be ignored */
    static boolean mayIgnore(Path root, Collection<String> paths) throws IOException {
        if (Files.exists(root.resolve(".hgignore"))) {
            return true;
        }
        Path file = file(root);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        long steps = Files.size(file) * paths.stream().mapToLong(String::length).sum();
        if (Files.size(file) > LARGEST || steps > MOST_STEPS) {
            return true;
        }
        Globs globs = globs(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        return paths.stream().anyMatch(globs::matches);
    }

    /** Looks in the outer folders of a repository, too. */
    private static Path file(Path root) {
        Path folder = root;
        for (Path outer = root; outer != null; outer = outer.getParent()) {
            if (Files.exists(outer.resolve(".git"))) {
                while (!Files.exists(folder.resolve(".gitignore")) && !folder.equals(outer)) {
                    folder = folder.getParent();
                }
                return folder.resolve(".gitignore");
            }
        }
        return root.resolve(".gitignore");
    }

    private static Globs globs(String text) {
        List<String> globs = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(IgnoreRules::wide)
                .forEach(glob -> globs.addAll(List.of("**/" + glob, "**/" + glob + "/**")));
        return Globs.ofAnyCase(globs);
    }

    /** Any of its wildcards can match slashes; a set of characters matches any character. */
    private static String wide(String line) {
        return line.replaceFirst("^[!/\\\\]++", "")
                .replaceFirst("/\\**+$", "")
                .replaceAll("\\[[^\\]]*+(?:]|$)", "?")
                .replaceAll("\\*++", "**")
                .replace("\\", "");
    }
}
