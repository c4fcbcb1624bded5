package io.github.pywar.app.development;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that the import statements of a module may mean, found without running it. Imports by text, as in Django's settings
 * and URL patterns, are not found.
 */
final class ModuleImports {

    private static final Pattern STATEMENT = Pattern.compile(
            "(?m)^[ \\t]*(?:from[ \\t]+(\\.*)([\\w.]*)[ \\t]+import[ \\t]+(\\([^)]*\\)|[^#\\n]*)|import[ \\t]+([^#\\n]*))");

    private static final int LARGEST = 4 << 20;

    private ModuleImports() {}

    /**
     * Returns the dotted names of modules that a file may import: for {@code from a import b}, both {@code a} and {@code a.b}.
     *
     * @param module dotted name of the file's own module
     * @param isPackage whether the file is the {@code __init__.py} of a package
     */
    static Set<String> of(Path file, String module, boolean isPackage) {
        Set<String> names = new LinkedHashSet<>();
        for (Matcher found = STATEMENT.matcher(text(file)); found.find(); ) {
            if (found.group(4) != null) {
                names.addAll(items(found.group(4)));
            } else {
                String from = absolute(found.group(1).length(), found.group(2), module, isPackage);
                names.add(from);
                items(found.group(3)).forEach(item -> names.add(from.isEmpty() ? item : from + "." + item));
            }
        }
        names.remove("");
        return names;
    }

    private static String absolute(int dots, String name, String module, boolean isPackage) {
        if (dots == 0) {
            return name;
        }
        String base = module;
        for (int level = isPackage ? 1 : 0; level < dots; level++) {
            base = base.contains(".") ? base.substring(0, base.lastIndexOf('.')) : "";
        }
        return base.isEmpty() || name.isEmpty() ? base + name : base + "." + name;
    }

    private static List<String> items(String text) {
        return Pattern.compile(",")
                .splitAsStream(text.replaceAll("[()\\\\]", " ").replaceAll("#[^\\n]*", " "))
                .map(item -> item.strip().replaceFirst("\\s.*", ""))
                .filter(item -> item.matches("[\\w.]+"))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.size(file) > LARGEST ? "" : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException vanished) {
            return "";
        }
    }
}
