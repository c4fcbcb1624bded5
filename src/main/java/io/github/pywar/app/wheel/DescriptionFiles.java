package io.github.pywar.app.wheel;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.python.project.PyProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * README and licence files of a library.
 *
 * @param readme its text; empty if there is no such file
 * @param contentType of the README, for example {@code text/markdown}
 * @param licenses content by its path in the project
 */
record DescriptionFiles(String readme, Optional<String> contentType, Map<String, byte[]> licenses) {

    private static final int LARGEST = 2 << 20;
    private static final List<String> READMES = List.of("README.md", "README.rst", "README.txt", "README");
    private static final Map<String, String> TYPES =
            Map.of("md", "text/markdown", "rst", "text/x-rst", "txt", "text/plain");

    /**
     * Reads the files of a project.
     *
     * @throws UserException if the declared README does not exist
     */
    static DescriptionFiles of(LibraryProject project) throws IOException {
        Optional<TomlFields> fields = project.pyProject().flatMap(PyProject::fields);
        Optional<TomlFields> table = fields.flatMap(one -> one.tableIfAny("readme"));
        Map<String, byte[]> licenses = licenses(project, fields);
        Optional<String> type = table.flatMap(one -> one.string("content-type"));
        Optional<String> written = table.flatMap(one -> one.string("text"));
        if (written.isPresent()) {
            return new DescriptionFiles(written.get(), type, licenses);
        }
        Optional<String> declared =
                table.isPresent() ? table.get().string("file") : fields.flatMap(one -> one.string("readme"));
        declared.ifPresent(name -> requireReadme(project.folder(), name));
        Optional<String> name = declared.or(() -> READMES.stream()
                .filter(one -> Files.isRegularFile(project.folder().resolve(one)))
                .findFirst());
        String text = name.isPresent() ? new String(read(project, name.get()), StandardCharsets.UTF_8) : "";
        return new DescriptionFiles(text, type.or(() -> name.map(DescriptionFiles::type)), licenses);
    }

    private static void requireReadme(Path folder, String name) {
        boolean isFile = PathText.parse(name)
                .filter(path -> Files.isRegularFile(folder.resolve(path)))
                .isPresent();
        if (!isFile) {
            throw UserException.of("The file `" + PathText.shown(name)
                            + "` does not exist\n    from: readme in pyproject.toml")
                    .hint("correct its name, or remove `readme`");
        }
    }

    private static String type(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(lower.substring(lower.lastIndexOf('.') + 1), "text/plain");
    }

    private static Map<String, byte[]> licenses(LibraryProject project, Optional<TomlFields> fields)
            throws IOException {
        Optional<List<String>> globs = fields.filter(one -> one.has("license-files"))
                .map(one -> one.strings("license-files").stream()
                        .map(item -> (String) item.value())
                        .toList());
        Map<String, byte[]> licenses = new TreeMap<>();
        for (String name : new LicenseFiles(project.folder(), globs).names()) {
            licenses.put(name, read(project, name));
        }
        return licenses;
    }

    private static byte[] read(LibraryProject project, String name) throws IOException {
        Path file = project.folder().resolve(name);
        return project.scope().with(project.folder()).read(file, name, LARGEST);
    }
}
