package io.github.pywar.python.requirement;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Follows {@code -r} and {@code -c} from file to file (checklist L4). Every include on a line is followed, where pip
 * follows the first alone.
 */
final class RequirementsLines {

    private static final Pattern SCHEME = Pattern.compile("(?i)(https?|file):.*");

    private final RequirementsFile.Loader loader;
    private final UnaryOperator<String> variables;
    private final List<RequirementsLine> lines = new ArrayList<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final Faults faults = new Faults();

    RequirementsLines(RequirementsFile.Loader loader, UnaryOperator<String> variables) {
        this.loader = loader;
        this.variables = variables;
    }

    /** @return the lines of the file and of those that it includes, in their order, without the including ones */
    List<RequirementsLine> read(String place, boolean isConstraint) throws IOException {
        read(normal(place), isConstraint, new LinkedHashSet<>());
        return lines;
    }

    /** @return what is wrong with lines and includes; the lines that make sense are read all the same */
    Faults faults() {
        return faults;
    }

    /** @return the places read, in order */
    Set<String> sources() {
        return sources;
    }

    private void read(String place, boolean isConstraint, Set<String> above) throws IOException {
        Set<String> chain = new LinkedHashSet<>(above);
        chain.add(place);
        sources.add(Credentials.redact(place));
        String source = Credentials.redact(place);
        String content = LogicalLine.decode(loader.load(place), source);
        for (LogicalLine logical : LogicalLine.read(content, variables)) {
            try {
                follow(RequirementsLine.parse(logical, source, isConstraint), place, chain);
            } catch (UserException e) {
                faults.add(e);
            }
        }
    }

    private void follow(RequirementsLine line, String place, Set<String> chain) throws IOException {
        List<String> included = line.all(FileOption.REQUIREMENT);
        List<String> constraints = line.all(FileOption.CONSTRAINT);
        if (line.isRequirement() || included.isEmpty() && constraints.isEmpty()) {
            lines.add(line);
            return;
        }
        for (String include : included) {
            include(line, resolved(place, include), false, chain);
        }
        for (String include : constraints) {
            include(line, resolved(place, include), true, chain);
        }
    }

    private void include(RequirementsLine line, String place, boolean isConstraint, Set<String> chain)
            throws IOException {
        String shown = Credentials.redact(place);
        if (chain.contains(place)) {
            faults.add(UserException.of("`" + shown + "` includes itself (" + line.location() + "): "
                    + Credentials.redact(String.join(" → ", chain)) + " → " + shown));
        } else if (!loader.exists(place)) {
            String why = SCHEME.matcher(place).matches() ? "only files are read" : "there is no such file";
            faults.add(UserException.of("`" + shown + "` cannot be included (" + line.location() + "): " + why));
        } else {
            read(place, isConstraint, chain);
        }
    }

    private static String resolved(String place, String include) {
        if (SCHEME.matcher(include).matches()) {
            return include;
        }
        if (SCHEME.matcher(place).matches()) {
            return URI.create(place).resolve(include).toString();
        }
        return normal(Path.of(place).resolveSibling(include).toString());
    }

    private static String normal(String place) {
        return SCHEME.matcher(place).matches()
                ? place
                : Path.of(place).normalize().toString().replace('\\', '/');
    }
}
