package io.github.pywar.app.process;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Procfile: lines {@code NAME: COMMAND}, as Heroku and foreman read them.
 *
 * @param lines in the order of the file
 */
public record Procfile(List<ProcessDeclaration> lines) {

    private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]+):\\s*(.*)");

    public Procfile {
        lines = List.copyOf(lines);
    }

    /**
     * Parses the file.
     *
     * @param label name of the file in messages
     * @throws UserException with all lines that have another form
     */
    public static Procfile parse(String text, String label) {
        String[] all = text.split("\\R", -1);
        List<ProcessDeclaration> lines = new ArrayList<>();
        ErrorList errors = new ErrorList();
        for (int i = 0; i < all.length; i++) {
            String line = all[i].strip();
            SourceLocation location = new SourceLocation(label, i + 1);
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                lines.add(new ProcessDeclaration(parts.group(1), parts.group(2), location));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                errors.add(UserException.of("`" + line + "` is not a line `NAME: COMMAND`\n    from: " + location));
            }
        }
        errors.throwIfAny();
        return new Procfile(lines);
    }

    /** Returns the lines that declare a process beside the server. */
    public List<ProcessDeclaration> processes() {
        return lines.stream()
                .filter(line -> !line.name().equals(ProcessDeclaration.WEB))
                .filter(line -> !line.name().equals(ProcessDeclaration.RELEASE))
                .toList();
    }

    /**
     * Parses the processes beside the server.
     *
     * @throws UserException with all errors; another platform may read the same file, so that it cannot always be changed
     */
    public List<ProcessType> types() {
        try {
            return DeclaredProcesses.parse(processes());
        } catch (UserException unusable) {
            throw unusable.hint("or declare the processes in <processes>: the Procfile then has no effect")
                    .hint("or, if the application needs no processes: <processes combine.self=\"override\"/>");
        }
    }

    /** Returns a warning about the line {@code release}, which a deployment does not run. */
    public Optional<String> releaseWarning() {
        return named(ProcessDeclaration.RELEASE)
                .map(line -> "`release` of " + line.location() + " has no effect: a deployment runs hooks. Write the"
                        + " command into src/main/hooks/pre-deploy/10-release.sh: " + line.command());
    }

    /**
     * Compares the line {@code web} with the server of the archive.
     *
     * @param server name of the archive's server
     * @param entry the object that it loads, as {@code module:attribute}
     * @return a warning about the difference
     */
    public Optional<String> webWarning(String server, String entry) {
        return named(ProcessDeclaration.WEB).flatMap(line -> new WebCommand(line).warning(server, entry));
    }

    private Optional<ProcessDeclaration> named(String name) {
        return lines.stream().filter(line -> line.name().equals(name)).findFirst();
    }
}
