package io.github.pywar.app.init;

import io.github.pywar.app.spec.ObjectReference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Applications that a module imports from the module that defines them, and that the command of a server names there:
 * {@code shop:app}, with {@code from .core import app} in {@code shop/__init__.py}.
 */
final class ImportedCandidates {

    private static final Pattern REFERENCE = Pattern.compile("([\\w.]++):(\\w++)(\\(\\))?+");
    private static final String IMPORT =
            "(?m)^[ \\t]*+from[ \\t]+[\\w.]++[ \\t]+import[ \\t]+(?:\\*|[^\\n(]*\\b%1$s\\b|\\([^)]*\\b%1$s\\b)";

    private final List<Candidate> defined;
    private final ProjectSources sources;

    private ImportedCandidates(List<Candidate> defined, ProjectSources sources) {
        this.defined = defined;
        this.sources = sources;
    }

    /**
     * Returns the candidates of a search, followed by those that are imported.
     *
     * @param defined the candidates of a search
     * @param served references in the commands of servers
     */
    static List<Candidate> with(List<Candidate> defined, Set<String> served, ProjectSources sources) {
        ImportedCandidates imported = new ImportedCandidates(defined, sources);
        return Stream.concat(defined.stream(), served.stream().sorted().flatMap(text -> imported.named(text).stream()))
                .toList();
    }

    private Optional<Candidate> named(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .filter(found -> defined.stream()
                        .noneMatch(one -> one.reference().toString().equals(text)))
                .flatMap(found -> defined.stream()
                        .filter(one -> one.reference().attribute().equals(found.group(2)))
                        .filter(one -> one.reference().factory() == (found.group(3) != null))
                        .flatMap(one -> imported(one, found.group(1)).stream()))
                .findFirst();
    }

    private Optional<Candidate> imported(Candidate defined, String module) {
        String name = defined.reference().attribute();
        return sources.module(module, defined.root())
                .flatMap(file -> Pattern.compile(IMPORT.formatted(name))
                        .matcher(file.code())
                        .results()
                        .findFirst()
                        .map(line -> new Candidate(
                                new ObjectReference(
                                        module,
                                        name,
                                        defined.reference().factory(),
                                        defined.reference().protocol()),
                                defined.framework(),
                                file,
                                file.line(line.start()),
                                defined.root(),
                                defined.factory())));
    }
}
