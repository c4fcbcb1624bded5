package io.github.pywar.python.solver;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sentences for incompatibilities. */
final class Phrases<P> {

    private static final String EVERY = "every version of ";

    private final Packages<P> packages;
    private final Vocabulary<P> vocabulary;

    Phrases(Packages<P> packages, Vocabulary<P> vocabulary) {
        this.packages = packages;
        this.vocabulary = vocabulary;
    }

    /** Returns a sentence without a full stop. */
    String sentence(Incompatibility incompatibility) {
        Cause cause = incompatibility.cause();
        if (cause instanceof Cause.DependsOn dependency) {
            return dependsOn(incompatibility, dependency);
        }
        if (cause instanceof Cause.Unavailable unavailable) {
            return release(incompatibility.about(unavailable.node())) + " " + unavailable.reason();
        }
        if (cause instanceof Cause.Follows follows) {
            return "`" + name(follows.follower()) + "` always has the version of `" + name(follows.leader()) + "`";
        }
        return cause instanceof Cause.NoVersions none
                ? noVersion(incompatibility, none.node())
                : derived(incompatibility);
    }

    /**
     * Returns one clause for two facts. It merges them if they have the same depender, or if the second is about the
     * package that the first depends on. Else the dependency comes before the reason why it cannot be satisfied.
     */
    String both(Incompatibility one, Incompatibility other) {
        String first = sentence(one);
        String second = sentence(other);
        if (first.equals(second)) {
            return first; // the same project does not exist, whatever the range
        }
        return dependsOnBoth(one, other)
                .or(() -> through(one, other))
                .or(() -> through(other, one))
                .orElseGet(() -> one.cause() instanceof Cause.NoVersions && other.cause() instanceof Cause.DependsOn
                        ? second + " and " + first
                        : first + " and " + second);
    }

    private Optional<String> dependsOnBoth(Incompatibility one, Incompatibility other) {
        if (!(one.cause() instanceof Cause.DependsOn first) || !(other.cause() instanceof Cause.DependsOn second)) {
            return Optional.empty();
        }
        String depender = depender(one, first);
        return depender.equals(depender(other, second))
                ? Optional.of(depender + " depends on both " + dependency(first) + " and " + dependency(second))
                : Optional.empty();
    }

    /** Returns a clause for a dependency whose package depends on another one, or cannot be used. */
    private Optional<String> through(Incompatibility one, Incompatibility other) {
        if (!(one.cause() instanceof Cause.DependsOn first) || !isAboutAll(other, first.dependency(), first.range())) {
            return Optional.empty();
        }
        if (other.cause() instanceof Cause.DependsOn second && second.depender() == first.dependency()) {
            return Optional.of(sentence(one) + ", which depends on " + dependency(second));
        }
        return other.cause() instanceof Cause.Unavailable unavailable
                ? Optional.of(sentence(one) + ", which " + unavailable.reason())
                : Optional.empty();
    }

    private static boolean isAboutAll(Incompatibility fact, Node node, VersionRange range) {
        Term term = fact.about(node);
        List<Version> required = versions(node).stream().filter(range::contains).toList();
        return term != null && !required.isEmpty() && required.stream().allMatch(term.range()::contains);
    }

    /**
     * Returns whether the fact is a mere gap between versions. The sentences about those versions need not mention it.
     */
    boolean isSilent(Incompatibility fact) {
        return fact.cause() instanceof Cause.NoVersions none
                && !none.node().candidates().ascending().isEmpty()
                && vocabulary.isEmptyRange(
                        packages.key(none.node()), fact.about(none.node()).range());
    }

    private String dependsOn(Incompatibility incompatibility, Cause.DependsOn cause) {
        return depender(incompatibility, cause) + " depends on " + dependency(cause);
    }

    private String depender(Incompatibility incompatibility, Cause.DependsOn cause) {
        return cause.depender().isRoot() ? vocabulary.root() : release(incompatibility.about(cause.depender()));
    }

    private String dependency(Cause.DependsOn cause) {
        String source = cause.source().isEmpty() ? "" : " (" + cause.source() + ")";
        return cause.range().isEmpty()
                ? "`" + name(cause.dependency()) + "` with specifiers that no version matches" + source
                : declared(cause.dependency(), cause.range()) + source;
    }

    private String noVersion(Incompatibility incompatibility, Node node) {
        return node.candidates().ascending().isEmpty()
                ? vocabulary.noVersionExists(packages.key(node))
                : vocabulary.noVersionMatches(
                        packages.key(node), incompatibility.about(node).range());
    }

    private String derived(Incompatibility incompatibility) {
        if (incompatibility.isFailure()) {
            return "there is no solution";
        }
        List<String> dependers = new ArrayList<>();
        List<String> dependencies = new ArrayList<>();
        for (Term term : incompatibility.terms()) {
            if (term.absent()) {
                dependencies.add(withoutEvery(release(term.node(), term.range().complement())));
            } else if (!term.node().isRoot()) {
                dependers.add(release(term));
            }
        }
        if (dependencies.isEmpty()) {
            return dependers.size() == 1 ? unusable(dependers.get(0)) : listed(dependers) + " are incompatible";
        }
        String depender = dependers.isEmpty() ? vocabulary.root() : listed(dependers);
        String verb = dependers.size() > 1 ? " together require " : " requires ";
        return depender + verb + String.join(" or ", dependencies);
    }

    private static String withoutEvery(String release) {
        return release.startsWith(EVERY) ? release.substring(EVERY.length()) : release;
    }

    private static String unusable(String release) {
        return release.startsWith(EVERY)
                ? "no version of " + withoutEvery(release) + " can be used"
                : release + " cannot be used";
    }

    private static String listed(List<String> items) {
        int last = items.size() - 1;
        return last == 0 ? items.get(0) : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }

    private String release(Term term) {
        return release(term.node(), term.range());
    }

    /** Returns a package with the versions that exist in a range. */
    private String release(Node node, VersionRange range) {
        String text = RangePhrases.existing(versions(node), range);
        return text.equals(RangePhrases.ALL) ? EVERY + "`" + name(node) + "`" : "`" + name(node) + "` " + text;
    }

    /** Returns a package with a range as it was declared. */
    private String declared(Node node, VersionRange range) {
        String text = RangePhrases.declared(versions(node), range);
        return "`" + name(node) + "`" + (text.equals(RangePhrases.ALL) ? "" : " " + text);
    }

    /** Returns the versions of a package; none if the solver never needed them. */
    private static List<Version> versions(Node node) {
        return node.candidates() == null ? List.of() : node.candidates().ascending();
    }

    private String name(Node node) {
        return node.isRoot() ? vocabulary.root() : vocabulary.name(packages.key(node));
    }
}
