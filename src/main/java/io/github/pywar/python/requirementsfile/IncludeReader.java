package io.github.pywar.python.requirementsfile;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
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

/**
 * Reader of a requirements file and of the files that it includes with {@code -r} and {@code -c} ({@code standards.md},
 * "Rules of requirements files", step 6). It reads every include on a line; pip reads only the first.
 */
final class IncludeReader {

    /** Limits all includes of a project: two includes in each file double the work with each level. */
    private static final int MAX_INCLUDES = 1_000;

    private static final int MAX_LINES = 500_000;
    private static final int MAX_DEPTH = 50;

    private final FileLoader loader;
    private final UnaryOperator<String> variables;
    private final List<RequirementsLine> lines = new ArrayList<>();
    private final Set<String> sources = new LinkedHashSet<>();
    private final Map<String, List<LogicalLine>> files = new HashMap<>();
    private final ErrorList errors = new ErrorList();
    private int includes;
    private boolean isOverBudget;

    IncludeReader(FileLoader loader, UnaryOperator<String> variables) {
        this.loader = loader;
        this.variables = variables;
    }

    /** @return the lines of the file and of the included files, in order, without the lines that include a file */
    List<RequirementsLine> read(String name, boolean isConstraint) throws IOException {
        String first = normal(name);
        read(first, linesOf(first), isConstraint, Set.of());
        return lines;
    }

    /** @return the errors of lines and includes; an error does not stop the reader */
    ErrorList errors() {
        return errors;
    }

    /** @return the names of the files that were read, in order, without credentials */
    Set<String> sources() {
        return sources;
    }

    /** Loads each file once, even if several files include it. */
    private List<LogicalLine> linesOf(String name) throws IOException {
        List<LogicalLine> known = files.get(name);
        if (known == null) {
            String content = FileEncoding.decode(loader.load(name), Credentials.redact(name));
            known = LogicalLine.read(content, variables, loader.isOfProject(name));
            files.put(name, known);
        }
        return known;
    }

    private void read(String name, List<LogicalLine> content, boolean isConstraint, Set<String> including)
            throws IOException {
        Set<String> chain = new LinkedHashSet<>(including);
        chain.add(name);
        String source = Credentials.redact(name);
        sources.add(source);
        for (LogicalLine logical : content) {
            try {
                follow(RequirementsLine.parse(logical, source, isConstraint), name, chain);
            } catch (UserException e) {
                errors.add(e);
            }
        }
    }

    private void follow(RequirementsLine line, String name, Set<String> chain) throws IOException {
        List<String> included = line.all(FileOption.REQUIREMENT);
        List<String> constraints = line.all(FileOption.CONSTRAINT);
        if (line.isRequirement() || included.isEmpty() && constraints.isEmpty()) {
            lines.add(line);
            return;
        }
        for (String include : included) {
            include(line, resolved(name, include), include, false, chain);
        }
        for (String include : constraints) {
            include(line, resolved(name, include), include, true, chain);
        }
    }

    private void include(
            RequirementsLine line, Optional<String> resolved, String written, boolean isConstraint, Set<String> chain)
            throws IOException {
        String name = resolved.orElse(written);
        String shown = PathText.shown(Credentials.redact(name));
        if (resolved.isEmpty()) {
            errors.add(notIncluded(shown, line, "it is not a valid path"));
        } else if (chain.contains(name)) {
            errors.add(UserException.of("`" + shown + "` includes itself (" + line.location() + "): "
                            + Credentials.redact(String.join(" -> ", chain)) + " -> " + shown)
                    .hint("remove one of these includes"));
        } else if (!loader.exists(name)) {
            errors.add(
                    UrlText.hasScheme(name)
                            ? notIncluded(shown, line, "includes by URL are not supported")
                                    .hint("save the file in the project, and include that path")
                            : notIncluded(shown, line, "the file does not exist"));
        } else if (isWithinBudget(shown, line, chain.size())) {
            Optional<List<LogicalLine>> content = included(line, name);
            if (content.isPresent()) {
                read(name, content.get(), isConstraint, chain);
            }
        }
    }

    private boolean isWithinBudget(String shown, RequirementsLine line, int depth) {
        includes++;
        String limit = depth >= MAX_DEPTH ? "includes are more than " + MAX_DEPTH + " levels deep" : "";
        limit = includes > MAX_INCLUDES ? "there are more than " + MAX_INCLUDES + " includes" : limit;
        limit = lines.size() > MAX_LINES ? "there are more than " + MAX_LINES + " lines" : limit;
        if (!isOverBudget && !limit.isEmpty()) {
            isOverBudget = true;
            errors.add(notIncluded(shown, line, limit));
        }
        return !isOverBudget;
    }

    private Optional<List<LogicalLine>> included(RequirementsLine line, String name) throws IOException {
        try {
            return Optional.of(linesOf(name));
        } catch (UserException e) {
            errors.add(e.fact("included by: " + line.location()));
            return Optional.empty();
        }
    }

    private static UserException notIncluded(String shown, RequirementsLine line, String why) {
        return UserException.of("`" + shown + "` cannot be included (" + line.location() + "): " + why);
    }

    private static Optional<String> resolved(String name, String include) {
        if (UrlText.hasScheme(include)) {
            return Optional.of(include);
        }
        if (UrlText.hasScheme(name)) {
            return Optional.of(URI.create(name).resolve(include).toString());
        }
        return PathText.parse(include)
                .map(path -> normal(Path.of(name).resolveSibling(path).toString()));
    }

    private static String normal(String name) {
        return UrlText.hasScheme(name)
                ? name
                : Path.of(name).normalize().toString().replace('\\', '/');
    }
}
