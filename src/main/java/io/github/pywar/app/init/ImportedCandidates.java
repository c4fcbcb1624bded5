package io.github.pywar.app.init;

import io.github.pywar.app.spec.ObjectReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Applications that a module imports from the module that defines them, and that the command of a server names there:
 * {@code shop:app}, with {@code from .core import app} in {@code shop/__init__.py}.
 */
final class ImportedCandidates {

    private static final Pattern REFERENCE = Pattern.compile("([\\w.]++):(\\w++)(\\(\\))?+");

    /** More than packages have between a name and its definition. */
    private static final int MAX_FOLLOWED = 100;

    private final List<Candidate> defined;
    private final Map<String, Candidate> byName = new LinkedHashMap<>();
    private final ProjectSources sources;

    private ImportedCandidates(List<Candidate> defined, ProjectSources sources) {
        this.defined = defined;
        this.sources = sources;
        defined.forEach(
                one -> byName.putIfAbsent(key(one.root(), one.reference().toString()), one));
    }

    /**
     * Returns the candidates of a search, followed by those that are imported: one for each definition that no command
     * names.
     *
     * @param defined the candidates of a search
     * @param served references in the commands of servers
     */
    static List<Candidate> with(List<Candidate> defined, Set<String> served, ProjectSources sources) {
        ImportedCandidates imported = new ImportedCandidates(defined, sources);
        Map<ObjectReference, Candidate> found = new LinkedHashMap<>();
        served.stream()
                .sorted()
                .forEach(text -> imported.definition(text)
                        .filter(one -> !served.contains(one.reference().toString()))
                        .ifPresent(one -> found.putIfAbsent(one.reference(), renamed(one, text))));
        return Stream.concat(defined.stream(), found.values().stream()).toList();
    }

    private static String key(String root, String reference) {
        return root + " " + reference;
    }

    /** Returns the definition of the application that a reference names. */
    private Optional<Candidate> definition(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .filter(found -> found.group().equals(text))
                .flatMap(found -> defined.stream()
                        .map(Candidate::root)
                        .distinct()
                        .flatMap(root -> definition(found, root).stream()))
                .findFirst();
    }

    /** Follows the imports of a name from module to module. */
    private Optional<Candidate> definition(MatchResult reference, String root) {
        String brackets = reference.group(3) == null ? "" : reference.group(3);
        List<ImportedName> names = new ArrayList<>(List.of(new ImportedName(reference.group(1), reference.group(2))));
        for (int i = 0; i < Math.min(names.size(), MAX_FOLLOWED); i++) {
            ImportedName name = names.get(i);
            Candidate found = byName.get(key(root, name + brackets));
            if (found != null) {
                return Optional.of(found);
            }
            sources.module(name.module(), root)
                    .ifPresent(file -> name.origins(file)
                            .filter(one -> !names.contains(one))
                            .forEach(names::add));
        }
        return Optional.empty();
    }

    /** Returns a definition under the name that another module has for it. */
    private static Candidate renamed(Candidate one, String text) {
        ObjectReference reference = ObjectReference.parse(text, one.reference().protocol());
        return new Candidate(reference, one.framework(), one.file(), one.line(), one.root(), one.factory());
    }
}
