package io.github.pywar.python.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Version and docstring of a module, as flit reads them.
 *
 * @param version the only value of {@code __version__}, if it is a plain string
 * @param summary the first line of the docstring, if it is a plain string
 */
record ModuleLiterals(Optional<String> version, Optional<String> summary) {

    private static final int LARGEST = 1 << 20;
    private static final Pattern VERSION = Pattern.compile(
            "(?m)^__version__[ \\t]*(?::[ \\t]*str[ \\t]*)?=[ \\t]*([\"'])([^\"'\\\\\\r\\n]+)\\1[ \\t]*(?:#.*)?$");
    private static final Pattern ANY_VERSION = Pattern.compile("__version__(?:(?!__version__)[^=\\n])*+=(?!=)");
    private static final Pattern DOCSTRING =
            Pattern.compile("\\A(?:[ \\t]*(?:#[^\\n]*)?\\r?\\n)*+(\"\"\"|''')((?:(?!\\1)[^\\\\])*+)\\1");

    /** @param module a package or a file */
    static Optional<ModuleLiterals> read(Path module) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : Files.isDirectory(module) ? files(module) : List.of(module)) {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        }
        return Optional.of(new ModuleLiterals(version(texts), summary(texts.get(0))));
    }

    /** Flit reads the version from any of these files. */
    private static List<Path> files(Path module) {
        return Stream.of("__init__.py", "version.py", "_version.py", "__version__.py")
                .map(module::resolve)
                .filter(file -> file.endsWith("__init__.py") || Files.exists(file))
                .toList();
    }

    private static Optional<String> version(List<String> texts) {
        long assignments = texts.stream()
                .mapToLong(text -> ANY_VERSION.matcher(text).results().count())
                .sum();
        List<String> plain = texts.stream()
                .flatMap(text -> VERSION.matcher(text).results())
                .map(found -> found.group(2))
                .toList();
        return plain.size() == 1 && assignments == 1 ? Optional.of(plain.get(0)) : Optional.empty();
    }

    private static Optional<String> summary(String text) {
        Matcher docstring = DOCSTRING.matcher(text);
        return docstring.find()
                ? docstring.group(2).stripLeading().lines().findFirst().filter(line -> !line.isBlank())
                : Optional.empty();
    }
}
