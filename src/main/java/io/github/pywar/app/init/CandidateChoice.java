package io.github.pywar.app.init;

import io.github.pywar.app.spec.Protocol;
import io.github.pywar.base.error.UserException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Choice of one application among the candidates of a project. Each rule applies if it leaves a candidate:
 *
 * <ol>
 *   <li>the requested interface
 *   <li>names of the module and the attribute without an underscore at their begin
 *   <li>an application of a framework, not a plain function
 *   <li>the one that {@code WSGI_APPLICATION} of Django's settings names
 *   <li>WSGI, if Django has both interfaces
 *   <li>an object, not the factory function that it calls
 *   <li>the one that {@link DeclaredNames} has
 *   <li>a module with the name {@code wsgi} or {@code asgi}
 *   <li>an attribute with the name {@code application}, {@code app} or {@code create_app}
 * </ol>
 *
 * @param left the candidates
 */
record CandidateChoice(List<Candidate> left) {

    /**
     * Chooses.
     *
     * @param named references that settings name
     * @param served references in the commands of servers
     * @throws UserException if several candidates are left
     */
    static Candidate of(List<Candidate> all, Optional<Protocol> protocol, Set<String> named, Set<String> served) {
        Set<String> called = all.stream()
                .filter(one -> !one.reference().factory())
                .map(Candidate::factory)
                .collect(Collectors.toSet());
        CandidateChoice choice = new CandidateChoice(all)
                .prefer(one ->
                        protocol.filter(one.reference().protocol()::equals).isPresent())
                .prefer(one -> !one.isPrivate())
                .prefer(one -> !one.isPlain())
                .prefer(one -> named.contains(one.reference().toString()) && protocol.isEmpty())
                .prefer(one ->
                        one.framework() != Framework.DJANGO || one.reference().protocol() == Protocol.WSGI)
                .prefer(one -> !one.reference().factory() || !called.contains(one.factory()))
                .prefer(one -> served.contains(one.reference().toString()))
                .prefer(Candidate::isEntryModule)
                .prefer(one -> one.reference().attribute().matches("application|app|create_app"));
        if (choice.left.size() > 1) {
            throw ambiguous(choice.left);
        }
        return choice.left.get(0);
    }

    private CandidateChoice prefer(Predicate<Candidate> rule) {
        List<Candidate> preferred = left.stream().filter(rule).toList();
        return preferred.isEmpty() ? this : new CandidateChoice(preferred);
    }

    private static UserException ambiguous(List<Candidate> left) {
        UserException error = UserException.of("The project has several applications\n    found: "
                + left.stream()
                        .map(one ->
                                "`" + one.reference() + "` (" + one.framework().label() + ", " + one.place() + ")")
                        .collect(Collectors.joining("\n    found: ")));
        for (Candidate one : left) {
            error = error.hint(
                    "choose it: -Dpywar.application=" + quoted(one.reference().toString()));
        }
        return error;
    }

    /** A shell would read the brackets of a factory. */
    private static String quoted(String reference) {
        return reference.endsWith("()") ? "'" + reference + "'" : reference;
    }
}
