package io.github.pywar.app.audit;

import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of a file that declare packages, for reports that point to them.
 *
 * @param file relative to the project, with {@code /}
 * @param numbers lines by package, from 1
 */
public record DeclarationLines(String file, Map<PackageName, Integer> numbers) {

    private static final Pattern NAME = Pattern.compile("name *+= *+\"([^\"]*+)\"");

    public DeclarationLines {
        numbers = Map.copyOf(numbers);
    }

    /** Returns the lines of a lock file. */
    public static DeclarationLines ofLock(Path file, String label) throws IOException {
        Map<PackageName, Integer> numbers = new HashMap<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher name = NAME.matcher(lines.get(i));
            if (name.matches()) {
                int number = i + 1;
                PackageName.tryParse(name.group(1)).ifPresent(one -> numbers.putIfAbsent(one, number));
            }
        }
        return new DeclarationLines(label, numbers);
    }

    /** Returns a file without known lines. */
    public static DeclarationLines none(String label) {
        return new DeclarationLines(label, Map.of());
    }

    int of(PackageName name) {
        return numbers.getOrDefault(name, 0);
    }
}
