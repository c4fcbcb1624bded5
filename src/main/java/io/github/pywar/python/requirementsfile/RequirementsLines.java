package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.requirement.FileErrors;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Follows {@code -r} and {@code -c} from file to file (checklist L4). Every include on a line is followed, where pip
 * follows the first alone.
 */
final class RequirementsLines {

    private static final Pattern SCHEME = Pattern.compile("(?i)(https?|file):.*");

    /** Includes of one project: files that include each other twice double with each level. */
    private static final int MOST_INCLUDES = 1_000;

    private static final int MOST_LINES = 500_000;
    private static final int DEEPEST = 50;

    private final RequirementsFile.Loader loader;
    private final UnaryOperator<String> variables;
    private final List<RequirementsLine> lines = new ArrayList<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final Map<String, List<LogicalLine>> files = new HashMap<>();
    private int includes;
    private boolean isOverBudget;
    private final FileErrors faults = new FileErrors();

    RequirementsLines(RequirementsFile.Loader loader, UnaryOperator<String> variables) {
        this.loader = loader;
        this.variables = variables;
    }

    /** @return the lines of the file and of those that it includes, in their order, without the including ones */
    List<RequirementsLine> read(String place, boolean isConstraint) throws IOException {
        String first = normal(place);
        read(first, linesOf(first), isConstraint, Set.of());
        return lines;
    }

    /** @return what is wrong with lines and includes; the lines that make sense are read all the same */
    FileErrors faults() {
        return faults;
    }

    /** @return the places read, in order */
    Set<String> sources() {
        return sources;
    }

    /** Each file is loaded once, however often it is included. */
    private List<LogicalLine> linesOf(String place) throws IOException {
        List<LogicalLine> known = files.get(place);
        if (known == null) {
            String content = LogicalLine.decode(loader.load(place), Credentials.redact(place));
            known = LogicalLine.read(content, variables, loader.isOfProject(place));
            files.put(place, known);
        }
        return known;
    }

    private void read(String place, List<LogicalLine> content, boolean isConstraint, Set<String> above)
            throws IOException {
        Set<String> chain = new LinkedHashSet<>(above);
        chain.add(place);
        String source = Credentials.redact(place);
        sources.add(source);
        for (LogicalLine logical : content) {
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
            include(line, resolved(place, include), include, false, chain);
        }
        for (String include : constraints) {
            include(line, resolved(place, include), include, true, chain);
        }
    }

    private void include(
            RequirementsLine line, Optional<String> resolved, String written, boolean isConstraint, Set<String> chain)
            throws IOException {
        String place = resolved.orElse(written);
        String shown = PathText.shown(Credentials.redact(place));
        if (resolved.isEmpty()) {
            faults.add(refused(shown, line, "it is no path of a file"));
        } else if (chain.contains(place)) {
            faults.add(UserException.of("`" + shown + "` includes itself (" + line.location() + "): "
                    + Credentials.redact(String.join(" -> ", chain)) + " -> " + shown));
        } else if (!loader.exists(place)) {
            boolean isUrl = SCHEME.matcher(place).matches();
            faults.add(refused(shown, line, isUrl ? "only files are read" : "there is no such file"));
        } else if (isWithinBudget(shown, line, chain.size())) {
            Optional<List<LogicalLine>> content = included(line, place);
            if (content.isPresent()) {
                read(place, content.get(), isConstraint, chain);
            }
        }
    }

    private boolean isWithinBudget(String shown, RequirementsLine line, int depth) {
        includes++;
        String limit = depth >= DEEPEST ? DEEPEST + " files include each other up to here" : "";
        limit = includes > MOST_INCLUDES ? "more than " + MOST_INCLUDES + " includes lead here" : limit;
        limit = lines.size() > MOST_LINES ? "more than " + MOST_LINES + " lines lead here" : limit;
        if (!isOverBudget && !limit.isEmpty()) {
            isOverBudget = true;
            faults.add(refused(shown, line, limit));
        }
        return !isOverBudget;
    }

    private Optional<List<LogicalLine>> included(RequirementsLine line, String place) throws IOException {
        try {
            return Optional.of(linesOf(place));
        } catch (UserException e) {
            faults.add(e.fact("included by: " + line.location()));
            return Optional.empty();
        }
    }

    private static UserException refused(String shown, RequirementsLine line, String why) {
        return UserException.of("`" + shown + "` cannot be included (" + line.location() + "): " + why);
    }

    private static Optional<String> resolved(String place, String include) {
        if (SCHEME.matcher(include).matches()) {
            return Optional.of(include);
        }
        if (SCHEME.matcher(place).matches()) {
            return Optional.of(URI.create(place).resolve(include).toString());
        }
        return PathText.parse(include)
                .map(path -> normal(Path.of(place).resolveSibling(path).toString()));
    }

    private static String normal(String place) {
        return SCHEME.matcher(place).matches()
                ? place
                : Path.of(place).normalize().toString().replace('\\', '/');
    }
}
