package io.github.pywar.python.declaration;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Files with one requirement a line, as setuptools reads them: comments and empty lines are skipped, and there are no options.
 *
 * @param folder of the project
 * @param project folders that links may lead to
 */
record RequirementLines(Path folder, FileScope project) {

    private static final int MAX_BYTES = 8 << 20;

    /**
     * Reads the requirements of files.
     *
     * @param names relative to the folder
     * @param origin of the names, for messages
     */
    List<DeclaredRequirement> read(List<String> names, SourceLocation origin) throws IOException {
        List<DeclaredRequirement> all = new ArrayList<>();
        ErrorList errors = new ErrorList();
        for (String name : names) {
            Path file = folder.resolve(PathText.require(name, origin.toString()));
            if (!Files.isRegularFile(file)) {
                throw UserException.of("The requirements file `" + name + "` does not exist\n    from: " + origin)
                        .hint("correct its path, which is relative to the folder of " + origin.source());
            }
            String text = new String(project.read(file, name, MAX_BYTES), StandardCharsets.UTF_8);
            parse(text.replaceFirst("^\uFEFF", "").split("\r?\n|\r", -1), new SourceLocation(name, 1), all, errors);
        }
        errors.throwIfAny();
        return all;
    }

    /** @param first the location of the first line */
    static void parse(String[] lines, SourceLocation first, List<DeclaredRequirement> target, ErrorList errors) {
        int number = first.line();
        for (String line : lines) {
            String text = line.replaceFirst("(^|\\s)#.*$", "").strip();
            SourceLocation location = new SourceLocation(first.source(), number++);
            if (text.startsWith("-")) {
                errors.add(UserException.of("`" + text + "` is not a requirement (" + location + ")")
                        .hint("setuptools reads no options in this place: list the requirements themselves"));
            } else if (!text.isEmpty()) {
                errors.run(() -> target.add(DeclaredRequirement.parse(text, location)));
            }
        }
    }
}
