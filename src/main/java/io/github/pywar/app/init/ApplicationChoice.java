package io.github.pywar.app.init;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The application of an existing project: the requested one, or the one that is found. */
final class ApplicationChoice {

    private static final List<String> ROOTS = List.of("src/main/python", "src", "");
    private static final int MAX_SHOWN = 5;

    private ApplicationChoice() {}

    /**
     * Returns the application. The line of one that only the request names is 0.
     *
     * @throws UserException if there is none, or more than one
     */
    static Candidate of(InitRequest request, ProjectSources sources) throws IOException {
        List<Candidate> all = CandidateSearch.of(sources);
        if (request.application().isPresent()) {
            return named(request.application().get(), request.protocol(), all, sources);
        }
        if (all.isEmpty()) {
            throw nothing(sources);
        }
        Set<String> named = new HashSet<>(DjangoSettings.applications(sources));
        Set<String> served = DeclaredNames.of(request.folder());
        Candidate found =
                CandidateChoice.of(ImportedCandidates.with(all, served, sources), request.protocol(), named, served);
        Protocol protocol = found.reference().protocol();
        if (request.protocol().filter(one -> one != protocol).isPresent()) {
            throw UserException.of("The project has no application with the interface `"
                            + request.protocol().get() + "`\n    found: `" + found.reference() + "` (" + protocol + ", "
                            + found.place() + ")")
                    .hint("omit -Dpywar.interface")
                    .hint("or name the application: -Dpywar.application=MODULE:ATTRIBUTE");
        }
        return found;
    }

    private static Candidate named(
            String text, Optional<Protocol> protocol, List<Candidate> all, ProjectSources sources) {
        ObjectReference reference = ObjectReference.parse(text, protocol.orElse(Protocol.WSGI));
        Optional<Candidate> known = ImportedCandidates.with(all, Set.of(reference.toString()), sources).stream()
                .filter(one -> one.reference().toString().equals(reference.toString()))
                .filter(one -> protocol.isEmpty() || one.reference().protocol() == protocol.get())
                .findFirst();
        return known.orElseGet(() -> declared(reference, all, sources));
    }

    /** Returns an application that no search finds, in a module that exists. */
    private static Candidate declared(ObjectReference reference, List<Candidate> all, ProjectSources sources) {
        Framework framework = reference.protocol() == Protocol.ASGI ? Framework.ASGI : Framework.WSGI;
        return Stream.concat(ROOTS.stream(), all.stream().map(Candidate::root))
                .flatMap(root -> sources
                        .module(reference.module(), root)
                        .map(file -> new Candidate(reference, framework, file, 0, root, ""))
                        .stream())
                .findFirst()
                .orElseThrow(() -> missing(reference, all));
    }

    private static UserException missing(ObjectReference reference, List<Candidate> all) {
        UserException error = UserException.of(
                "The project has no module `" + reference.module() + "`\n    from: -Dpywar.application=" + reference);
        return all.isEmpty()
                ? error.hint("write the name with which `import` finds the module")
                : error.hint("use one that was found: "
                        + all.stream()
                                .limit(MAX_SHOWN)
                                .map(one -> one.reference().toString())
                                .collect(Collectors.joining(", ")));
    }

    private static UserException nothing(ProjectSources sources) {
        String files = sources.all().limit(MAX_SHOWN).map(SourceFile::path).collect(Collectors.joining("`, `"));
        return UserException.of("No application was found in the Python modules of this folder\n    searched: "
                        + (sources.isComplete() ? "" : "only the first ") + sources.size()
                        + (sources.size() == 1 ? " module" : " modules") + ", without tests: `" + files
                        + (sources.size() > MAX_SHOWN ? "` ..." : "`")
                        + "\n    for: `app = Flask(...)`, `create_app()`, `FastAPI()`, `get_wsgi_application()`,"
                        + " `def application(environ, start_response)` and similar")
                .hint("name the application: -Dpywar.application=MODULE:ATTRIBUTE")
                .hint("for a new application, run it in an empty folder");
    }
}
