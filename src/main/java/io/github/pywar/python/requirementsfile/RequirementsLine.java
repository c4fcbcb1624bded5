package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One line of a requirements file, taken apart (checklist L2, L3).
 *
 * @param location where it stands
 * @param argument what stands before the options: a requirement, a path or a URL; may be empty
 * @param options in the order written
 * @param isConstraint whether the file was included with {@code -c}
 * @param line as it was read
 */
record RequirementsLine(
        SourceLocation location,
        String argument,
        List<OptionParser.Given> options,
        boolean isConstraint,
        LogicalLine line) {

    private static final String NOT_SHOWN = "(the line is not shown: the file is outside of the project)";

    /** @throws SyntaxException where its options are not valid, telling the place */
    static RequirementsLine parse(LogicalLine line, String source, boolean isConstraint) {
        SourceLocation location = new SourceLocation(source, line.number());
        String[] halves = split(line.text());
        try {
            DeclaredRequirement.checkLength(halves[0]);
            List<OptionParser.Given> options = OptionParser.read(ShellWords.split(halves[1]));
            return new RequirementsLine(location, halves[0], options, isConstraint, line).withEffect();
        } catch (SyntaxException e) {
            throw fault(line, location, halves[0].length(), e);
        } catch (UserException e) {
            int position = Math.max(0, line.text().length() - halves[1].length());
            throw hinted(fault(line, location, position, position, e.what()), line, e.hints());
        }
    }

    /** Options that pip reads and then ignores in silence, because of what else is or is not on the line. */
    private RequirementsLine withEffect() {
        if (argument.isEmpty() && has(FileOption.HASH)) {
            throw UserException.of("`--hash` belongs to no requirement: this line has none")
                    .hint("put it behind its requirement, or end the line before it with `\\`");
        }
        if (!argument.isEmpty() && has(FileOption.EDITABLE)) {
            throw UserException.of("`-e` behind a requirement has no effect").hint("give it a line of its own");
        }
        boolean isInclude = !isRequirement() && (has(FileOption.REQUIREMENT) || has(FileOption.CONSTRAINT));
        options.stream()
                .map(OptionParser.Given::option)
                .filter(option -> isInclude && option != FileOption.REQUIREMENT && option != FileOption.CONSTRAINT)
                .findFirst()
                .ifPresent(option -> {
                    throw UserException.of("`" + option.display() + "` has no effect on a line that includes a file")
                            .hint("give it a line of its own");
                });
        return this;
    }

    /**
     * @return a requirement that stands in no file
     * @throws UserException where it is none, telling the place
     */
    static RequirementsLine alone(String text, String place, boolean isConstraint) {
        RequirementsLine line = parse(new LogicalLine(0, text.strip(), text.strip(), true), place, isConstraint);
        if (!line.isRequirement()) {
            throw UserException.of("`" + text.strip() + "` is no requirement (" + place + ")")
                    .hint(PythonHint.USE_REQUIREMENTS_FILE);
        }
        return line;
    }

    /** The line is shown as it was written; where a variable was replaced, so is what is wrong, but not its place. */
    private static SyntaxException fault(
            LogicalLine line, SourceLocation location, int start, int end, String problem) {
        if (!line.isOfProject()) {
            return new SyntaxException(NOT_SHOWN, 0, "Not a line of a requirements file").at(location);
        }
        SyntaxException error = line.isReplaced()
                ? new SyntaxException(
                        line.written(), 0, "Not a line of a requirements file, once its variables are replaced")
                : new SyntaxException(line.text(), start, end, problem);
        return error.at(location);
    }

    /** @return the same error, shown with the line as it was written */
    SyntaxException fault(SyntaxException error) {
        int offset = Math.max(0, line.text().indexOf(error.text()));
        return hinted(fault(line, location, offset, error), line, error.hints());
    }

    /** @param offset of the text of the error in the line */
    private static SyntaxException fault(LogicalLine line, SourceLocation location, int offset, SyntaxException error) {
        return fault(line, location, offset + error.position(), offset + error.end(), error.problem());
    }

    private static SyntaxException hinted(SyntaxException error, LogicalLine line, List<Hint> hints) {
        SyntaxException shown = error;
        for (Hint hint : line.isReplaced() || !line.isOfProject() ? List.<Hint>of() : hints) {
            shown = shown.hint(hint);
        }
        return shown;
    }

    /** @return what stands before the first word that begins with a dash, and the rest */
    static String[] split(String line) {
        List<String> argument = new ArrayList<>();
        List<String> options = new ArrayList<>();
        for (String token : line.split(" ", -1)) {
            (options.isEmpty() && !token.startsWith("-") ? argument : options).add(token);
        }
        return new String[] {String.join(" ", argument), String.join(" ", options)};
    }

    List<String> all(FileOption option) {
        return options.stream()
                .filter(given -> given.option() == option)
                .map(OptionParser.Given::value)
                .toList();
    }

    boolean has(FileOption option) {
        return options.stream().anyMatch(given -> given.option() == option);
    }

    /** @return whether it asks for something, rather than setting options or including a file */
    boolean isRequirement() {
        return !argument.isEmpty() || has(FileOption.EDITABLE);
    }

    /** @return the digests given, by algorithm */
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
