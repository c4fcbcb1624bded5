package io.github.pywar.python.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern ANY_VERSION = Pattern.compile("__version__[^=\\n]*=(?!=)|import[^\\n]*__version__");
    private static final Pattern DOCSTRING =
            Pattern.compile("\\A(?:[ \\t]*(?:#[^\\n]*)?\\r?\\n)*+(\"\"\"|''')((?:(?!\\1)[^\\\\])*+)\\1");

    /** @param module a package or a file */
    static Optional<ModuleLiterals> read(Path module) throws IOException {
        Path file = Files.isDirectory(module) ? module.resolve("__init__.py") : module;
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST || Files.isDirectory(module) && hasOther(module)) {
            return Optional.empty();
        }
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return Optional.of(new ModuleLiterals(version(text), summary(text)));
    }

    /** Flit reads the version from one of these files, too. */
    private static boolean hasOther(Path module) throws IOException {
        for (String name : List.of("version.py", "_version.py", "__version__.py")) {
            Path file = module.resolve(name);
            boolean isEmpty = !Files.exists(file)
                    || Files.size(file) <= LARGEST
                            && !new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                    .contains("__version__");
            if (!isEmpty) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> version(String text) {
        List<MatchResult> plain = VERSION.matcher(text).results().toList();
        return plain.size() == 1 && ANY_VERSION.matcher(text).results().count() == 1
                ? Optional.of(plain.get(0).group(2))
                : Optional.empty();
    }

    private static Optional<String> summary(String text) {
        Matcher docstring = DOCSTRING.matcher(text);
        return docstring.find()
                ? docstring.group(2).stripLeading().lines().findFirst().filter(line -> !line.isBlank())
                : Optional.empty();
    }
}
