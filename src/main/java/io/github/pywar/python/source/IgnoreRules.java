package io.github.pywar.python.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Check of the {@code .gitignore} that hatchling applies. A pattern is taken as wider than it is, so a path that no pattern
 * matches is certainly not ignored.
 */
final class IgnoreRules {

    private static final int LARGEST = 1 << 20;

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
        if (Files.size(file) > LARGEST) {
            return true;
        }
        List<Pattern> patterns = patterns(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        return paths.stream()
                .anyMatch(path -> patterns.stream()
                        .anyMatch(pattern -> pattern.matcher(path).find()));
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

    private static List<Pattern> patterns(String text) {
        List<Pattern> patterns = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> {
                    String plain = line.replaceFirst("^[!/\\\\]+", "").replaceFirst("/\\**$", "");
                    patterns.add(Pattern.compile("(^|/)" + wide(plain) + "(/|$)", Pattern.CASE_INSENSITIVE));
                });
        return patterns;
    }

    private static String wide(String glob) {
        StringBuilder regex = new StringBuilder();
        boolean isInSet = false;
        for (char c : glob.toCharArray()) {
            if (isInSet) {
                isInSet = c != ']';
            } else if (c == '*') {
                regex.append(".*");
            } else if (c == '?' || c == '[') {
                isInSet = c == '[';
                regex.append('.');
            } else if (c != '\\') {
                regex.append(Pattern.quote(Character.toString(c)));
            }
        }
        return regex.toString();
    }
}
