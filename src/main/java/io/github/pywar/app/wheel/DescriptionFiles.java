package io.github.pywar.app.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * README and licence files of a library.
 *
 * @param readme its text; empty if there is no such file
 * @param contentType of the README, for example {@code text/markdown}
 * @param licenses content by file name
 */
record DescriptionFiles(String readme, Optional<String> contentType, Map<String, byte[]> licenses) {

    private static final int LARGEST = 2 << 20;
    private static final List<String> READMES = List.of("README.md", "README.rst", "README.txt", "README");
    private static final Pattern LICENSES = Pattern.compile("(LICEN[CS]E|COPYING|NOTICE)[\\w.-]*");
    private static final Map<String, String> TYPES =
            Map.of("md", "text/markdown", "rst", "text/x-rst", "txt", "text/plain");

    /**
     * Reads the files of a project.
     *
     * @throws UserException if the declared README does not exist
     */
    static DescriptionFiles of(LibraryProject project) throws IOException {
        Optional<String> declared = project.pyProject()
                .flatMap(one -> one.fields())
                .filter(table -> table.tableIfAny("readme").isEmpty())
                .flatMap(table -> table.string("readme"));
        Optional<String> name = declared.or(() -> READMES.stream()
                .filter(one -> Files.isRegularFile(project.folder().resolve(one)))
                .findFirst());
        if (declared.isPresent() && !Files.isRegularFile(project.folder().resolve(declared.get()))) {
            throw UserException.of(
                            "The file `" + declared.get() + "` does not exist\n    from: readme in pyproject.toml")
                    .hint("correct its name, or remove `readme`");
        }
        String text = name.isPresent() ? new String(read(project, name.get()), StandardCharsets.UTF_8) : "";
        return new DescriptionFiles(text, name.map(DescriptionFiles::type), licenses(project));
    }

    private static String type(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(lower.substring(lower.lastIndexOf('.') + 1), "text/plain");
    }

    private static Map<String, byte[]> licenses(LibraryProject project) throws IOException {
        Map<String, byte[]> licenses = new TreeMap<>();
        try (Stream<Path> files = Files.list(project.folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (LICENSES.matcher(name).matches()) {
                    licenses.put(name, read(project, name));
                }
            }
        }
        return licenses;
    }

    private static byte[] read(LibraryProject project, String name) throws IOException {
        Path file = project.folder().resolve(name);
        return FileScope.NONE.with(project.folder()).read(file, name, LARGEST);
    }
}
