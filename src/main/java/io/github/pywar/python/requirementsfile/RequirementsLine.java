package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One parsed line of a requirements file ({@code standards.md}, "Rules of requirements files", step 5).
 *
 * <pre>
 * line     = [ argument ] options
 * argument = requirement | path-or-URL [ "[" extras "]" ] [ ";" marker ]
 * </pre>
 *
 * <p>The options begin at the first part, separated by spaces, that starts with a dash.
 *
 * @param location file and line
 * @param argument the part before the options; may be empty
 * @param options in the order of the line
 * @param isConstraint whether the file was included with {@code -c}
 * @param line the text of the line
 */
record RequirementsLine(
        SourceLocation location,
        String argument,
        List<OptionParser.ParsedOption> options,
        boolean isConstraint,
        LogicalLine line) {

    private static final String OWN_LINE = "put the option on its own line";
    private static final String NOT_SHOWN = "(this line is hidden, because the file is outside the project)";

    /** @throws SyntaxException if the options are not valid; it has the location */
    static RequirementsLine parse(LogicalLine line, String source, boolean isConstraint) {
        SourceLocation location = new SourceLocation(source, line.number());
        String[] halves = split(line.text());
        try {
            DeclaredRequirement.checkLength(halves[0]);
            List<OptionParser.ParsedOption> options = OptionParser.parse(halves[1]);
            RequirementsLine parsed = new RequirementsLine(location, halves[0], options, isConstraint, line);
            Optional<SyntaxException> ineffective = parsed.ineffectiveOption(halves[1]);
            if (ineffective.isPresent()) {
                throw ineffective.get();
            }
            return parsed;
        } catch (SyntaxException e) {
            int offset = e.text().equals(halves[1]) ? line.text().length() - halves[1].length() : 0;
            throw hinted(error(line, location, offset, e), line, e.hints());
        }
    }

    /** Finds an option that has no effect on this line; pip ignores it without a message. */
    private Optional<SyntaxException> ineffectiveOption(String text) {
        if (argument.isEmpty()) {
            Optional<SyntaxException> hash = first(
                    text,
                    FileOption.HASH,
                    "`--hash` needs a requirement on the same line",
                    "put the option after its requirement, or end the line before it with `\\`");
            return hash.isPresent() || !isInclude() ? hash : besideInclude(text);
        }
        return first(text, FileOption.EDITABLE, "`-e` has no effect after a requirement", OWN_LINE);
    }

    private boolean isInclude() {
        return !isRequirement() && (has(FileOption.REQUIREMENT) || has(FileOption.CONSTRAINT));
    }

    private Optional<SyntaxException> besideInclude(String text) {
        for (OptionParser.ParsedOption parsed : options) {
            FileOption other = parsed.option();
            if (other != FileOption.REQUIREMENT && other != FileOption.CONSTRAINT) {
                String problem = "`" + other.longName() + "` has no effect on a line that includes a file";
                return first(text, other, problem, OWN_LINE);
            }
        }
        return Optional.empty();
    }

    private Optional<SyntaxException> first(String text, FileOption option, String problem, String hint) {
        for (OptionParser.ParsedOption parsed : options) {
            if (parsed.option() == option) {
                return Optional.of(new SyntaxException(text, parsed.start(), parsed.end(), problem).hint(hint));
            }
        }
        return Optional.empty();
    }

    /**
     * Parses a requirement that is not in a file.
     *
     * @throws UserException if the text is not a requirement; it names the source
     */
    static RequirementsLine alone(String text, String source, boolean isConstraint) {
        RequirementsLine line = parse(new LogicalLine(0, text.strip(), text.strip(), true), source, isConstraint);
        if (!line.isRequirement()) {
            throw UserException.of("`" + text.strip() + "` is not a requirement (" + source + ")")
                    .hint(PythonHint.USE_REQUIREMENTS_FILE);
        }
        return line;
    }

    /**
     * Shows the line as written. If a variable was replaced, the error has no problem and no position, because both could
     * contain the value.
     */
    private static SyntaxException error(
            LogicalLine line, SourceLocation location, int start, int end, String problem) {
        if (!line.isOfProject()) {
            return new SyntaxException(NOT_SHOWN, 0, "Not a valid line of a requirements file").at(location);
        }
        SyntaxException error = line.isReplaced()
                ? new SyntaxException(
                        line.written(), 0, "Not a valid line of a requirements file after its variables are replaced")
                : new SyntaxException(line.text(), start, end, problem);
        return error.at(location);
    }

    /** @return the error of a part of the line, shown with the complete line as written */
    SyntaxException error(SyntaxException error) {
        int offset = Math.max(0, line.text().indexOf(error.text()));
        return hinted(error(line, location, offset, error), line, error.hints());
    }

    /** @param offset of the text of the error in the line */
    private static SyntaxException error(LogicalLine line, SourceLocation location, int offset, SyntaxException error) {
        return error(line, location, offset + error.position(), offset + error.end(), error.problem());
    }

    private static SyntaxException hinted(SyntaxException error, LogicalLine line, List<Hint> hints) {
        SyntaxException shown = error;
        for (Hint hint : line.isReplaced() || !line.isOfProject() ? List.<Hint>of() : hints) {
            shown = shown.hint(hint);
        }
        return shown;
    }

    /** @return the argument and the options */
    static String[] split(String line) {
        List<String> argument = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (String token : line.split(" ", -1)) {
            (options.isEmpty() && !token.startsWith("-") ? argument : options).add(token);
        }
        return new String[] {String.join(" ", argument), String.join(" ", options)};
    }

    List<String> all(FileOption option) {
        List<String> values = new ArrayList<>();
        for (OptionParser.ParsedOption parsed : options) {
            if (parsed.option() == option) {
                values.add(parsed.value());
            }
        }
        return Collections.unmodifiableList(values);
    }

    boolean has(FileOption option) {
        for (OptionParser.ParsedOption parsed : options) {
            if (parsed.option() == option) {
                return true;
            }
        }
        return false;
    }

    /** @return whether the line has a requirement or a constraint; other lines set options or include a file */
    boolean isRequirement() {
        return !argument.isEmpty() || has(FileOption.EDITABLE);
    }

    /** @return the digests of the {@code --hash} options, by algorithm */
    Map<String, Set<String>> hashes() {
        Map<String, Set<String>> hashes = new LinkedHashMap<>();
        for (String hash : all(FileOption.HASH)) {
            int colon = hash.indexOf(':');
            hashes.computeIfAbsent(hash.substring(0, colon), key -> new LinkedHashSet<>())
                    .add(hash.substring(colon + 1));
        }
        return hashes;
    }
}
