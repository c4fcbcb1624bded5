package io.github.pywar.app.init;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Search for application objects and factory functions at the top level of modules, without running Python. */
final class CandidateSearch {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^(\\w+)[ \\t]*(?::[^=\\n]+)?=[ \\t]*([\\w.]+)[ \\t]*\\(");
    private static final Pattern FUNCTION =
            Pattern.compile("(?m)^(async[ \\t]+)?def[ \\t]+(\\w++)[ \\t]*+\\(([^)]*+)\\)"
                    + "(?:[ \\t]*+->[ \\t]*+([\\w.]++))?+[^\\n]*+\\n((?:[ \\t]++[^\\n]*+\\n|\\n)*+)");
    private static final Pattern SUBCLASS = Pattern.compile("(?m)^class[ \\t]+(\\w++)[ \\t]*+\\([ \\t]*+([\\w.]++)");
    private static final Pattern CALL = Pattern.compile("([\\w.]++)[ \\t]*+\\(");
    private static final Pattern RETURN = Pattern.compile("(?m)^[ \\t]+return[ \\t]+\\w");
    private static final Pattern WSGI_PARAMETERS =
            Pattern.compile("\\s*environ\\b[^,]*,\\s*start_response\\b[^,]*,?\\s*");
    private static final Pattern ASGI_PARAMETERS =
            Pattern.compile("\\s*scope\\b[^,]*,\\s*receive\\b[^,]*,\\s*send\\b[^,]*,?\\s*");

    private final ImportRoot roots;
    private final Map<String, Constructors.Kind> subclasses = new HashMap<>();
    private final Map<String, Constructors.Kind> factories = new HashMap<>();
    private final List<Candidate> found = new ArrayList<>();
    private final List<Candidate> annotated = new ArrayList<>();

    private CandidateSearch(ProjectSources sources) {
        this.roots = new ImportRoot(sources);
    }

    /**
     * Returns all candidates, in the order of their files. If there are no others, these are factories that only their
     * annotation shows, or else objects that only their names show.
     */
    static List<Candidate> of(ProjectSources sources) {
        CandidateSearch search = new CandidateSearch(sources);
        sources.all().forEach(search::subclasses);
        sources.all().forEach(search::functions);
        sources.all().forEach(search::assignments);
        if (search.found.stream().allMatch(Candidate::isPrivate)) {
            search.found.addAll(search.annotated);
        }
        if (search.found.isEmpty()) {
            sources.all().forEach(search::conventions);
        }
        return List.copyOf(search.found);
    }

    /** Records classes of the project that extend the class of a framework. */
    private void subclasses(SourceFile file) {
        Constructors constructors = Constructors.of(file);
        SUBCLASS.matcher(file.code())
                .results()
                .forEach(found ->
                        constructors.get(found.group(2)).ifPresent(kind -> subclasses.put(found.group(1), kind)));
    }

    /** Returns the kind of application that a call creates: by the framework, or by a class of the project. */
    private Optional<Constructors.Kind> created(String called, Constructors constructors) {
        return constructors.get(called).or(() -> Optional.ofNullable(subclasses.get(last(called))));
    }

    private static String last(String dotted) {
        return dotted.substring(dotted.lastIndexOf('.') + 1);
    }

    private void functions(SourceFile file) {
        Constructors constructors = Constructors.of(file);
        FUNCTION.matcher(file.code() + "\n").results().forEach(function -> {
            boolean isAsync = function.group(1) != null;
            String parameters = function.group(3);
            if (!isAsync && WSGI_PARAMETERS.matcher(parameters).matches()) {
                add(
                        file,
                        function.start(),
                        function.group(2),
                        false,
                        Constructors.Kind.unknown(file, Protocol.WSGI),
                        "");
            } else if (isAsync && ASGI_PARAMETERS.matcher(parameters).matches()) {
                add(
                        file,
                        function.start(),
                        function.group(2),
                        false,
                        Constructors.Kind.unknown(file, Protocol.ASGI),
                        "");
            } else if (!isAsync) {
                factory(file, function, constructors);
            }
        });
    }

    /** Adds a function that creates an application; one that needs arguments is only known by its name. */
    private void factory(SourceFile file, MatchResult function, Constructors constructors) {
        String body = function.group(5);
        if (!RETURN.matcher(body).find()) {
            return;
        }
        CALL.matcher(body)
                .results()
                .flatMap(call -> created(call.group(1), constructors).stream())
                .findFirst()
                .ifPresentOrElse(
                        kind -> factory(file, function, kind, found),
                        () -> Optional.ofNullable(function.group(4))
                                .flatMap(constructors::get)
                                .ifPresent(kind -> factory(file, function, kind, annotated)));
    }

    private void factory(SourceFile file, MatchResult function, Constructors.Kind kind, List<Candidate> list) {
        String name = function.group(2);
        factories.put(name, kind);
        if (needsNoArgument(function.group(3))) {
            add(list, candidate(file, function.start(), name, true, kind, name));
        }
    }

    private static boolean needsNoArgument(String parameters) {
        return Stream.of(parameters.replaceAll("\\[[^\\]]*+\\]", "").split(","))
                .map(String::strip)
                .allMatch(one -> one.isEmpty() || one.contains("=") || one.startsWith("*") || one.equals("/"));
    }

    private void assignments(SourceFile file) {
        Constructors constructors = Constructors.of(file);
        ASSIGNMENT.matcher(file.code()).results().forEach(line -> {
            String called = line.group(2);
            String last = last(called);
            Optional<Constructors.Kind> own = Optional.ofNullable(factories.get(last));
            created(called, constructors)
                    .ifPresentOrElse(
                            kind -> add(file, line.start(), line.group(1), false, kind, ""),
                            () -> own.ifPresent(kind -> add(file, line.start(), line.group(1), false, kind, last)));
        });
    }

    private void conventions(SourceFile file) {
        NamedByConvention.of(file).forEach(one -> add(file, one.offset(), one.name(), false, one.kind(), ""));
    }

    private void add(
            SourceFile file, int offset, String name, boolean factory, Constructors.Kind kind, String function) {
        add(found, candidate(file, offset, name, factory, kind, function));
    }

    private static void add(List<Candidate> list, Optional<Candidate> candidate) {
        candidate
                .filter(one ->
                        list.stream().noneMatch(other -> other.reference().equals(one.reference())))
                .ifPresent(list::add);
    }

    /** Returns a candidate, if {@code import} can find its module. */
    private Optional<Candidate> candidate(
            SourceFile file, int offset, String name, boolean factory, Constructors.Kind kind, String function) {
        String root = roots.of(file);
        String module = ImportRoot.module(file, root);
        if (!Stream.of(module.split("\\.")).allMatch(part -> part.matches("[\\p{L}_][\\p{L}\\p{N}_]*"))) {
            return Optional.empty();
        }
        ObjectReference reference = new ObjectReference(module, name, factory, kind.protocol());
        return Optional.of(new Candidate(reference, kind.framework(), file, file.line(offset), root, function));
    }
}
