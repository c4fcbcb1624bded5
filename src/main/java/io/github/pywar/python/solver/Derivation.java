package io.github.pywar.python.solver;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Writer of a tree of derivations as sentences, one a line (PubGrub, "Error Reporting"). A line that several others need is
 * numbered and cited, because the tree shares derivations. All other steps follow from the line before.
 */
final class Derivation {

    private final Function<Incompatibility, String> phrases;
    private final Predicate<Incompatibility> silent;
    private final Map<Incompatibility, Integer> uses = new IdentityHashMap<>();
    private final Map<Incompatibility, Integer> numbers = new IdentityHashMap<>();
    private final Map<Integer, Integer> lineOfNumber = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    /** The steps that are still to do, the next one first. A stack of its own: the tree may be deeper than Java's stack. */
    private final Deque<Runnable> steps = new ArrayDeque<>();

    private Derivation(Function<Incompatibility, String> phrases, Predicate<Incompatibility> silent) {
        this.phrases = phrases;
        this.silent = silent;
    }

    /**
     * Writes the derivation of a failure.
     *
     * @param phrases the sentence of an incompatibility
     * @param silent facts that need no sentence
     * @return the sentences; a line that others cite begins with its number in parentheses
     */
    static List<String> write(
            Incompatibility root, Function<Incompatibility, String> phrases, Predicate<Incompatibility> silent) {
        Derivation derivation = new Derivation(phrases, silent);
        derivation.countUses(root);
        if (root.isDerived()) {
            derivation.then(() -> derivation.explain(root));
            while (!derivation.steps.isEmpty()) {
                derivation.steps.pop().run();
            }
        } else {
            derivation.lines.add("Because " + phrases.apply(root) + ", there is no solution.");
        }
        return derivation.numbered();
    }

    /** Returns the facts at the leaves of the tree, each once. */
    static List<Incompatibility> facts(Incompatibility root) {
        Derivation derivation = new Derivation(Object::toString, fact -> false);
        derivation.countUses(root);
        return derivation.uses.keySet().stream()
                .map(derivation::causes)
                .flatMap(causes -> Stream.of(causes.first(), causes.second()))
                .filter(cause -> !cause.isDerived())
                .distinct()
                .toList();
    }

    /** Returns the number of derivations in the tree. */
    static int size(Incompatibility root) {
        Derivation derivation = new Derivation(Object::toString, fact -> false);
        derivation.countUses(root);
        return derivation.uses.size();
    }

    private void countUses(Incompatibility root) {
        List<Incompatibility> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            Incompatibility next = open.remove(open.size() - 1);
            if (next.isDerived() && uses.merge(next, 1, Integer::sum) == 1) {
                Cause.Derived causes = causes(next);
                open.add(causes.first());
                open.add(causes.second());
            }
        }
    }

    private Cause.Derived causes(Incompatibility derived) {
        Cause.Derived causes = (Cause.Derived) derived.cause();
        return new Cause.Derived(simplified(causes.first()), simplified(causes.second()));
    }

    /**
     * Returns the incompatibility, or the earliest one before it that means the same for all versions that exist. Steps that
     * only add gaps between versions would repeat the sentence before them.
     */
    private Incompatibility simplified(Incompatibility incompatibility) {
        Incompatibility simplified = incompatibility;
        while (simplified.cause() instanceof Cause.Derived causes) {
            if (onlyWidens(causes.first(), simplified)) {
                simplified = causes.second();
            } else if (onlyWidens(causes.second(), simplified)) {
                simplified = causes.first();
            } else {
                return simplified;
            }
        }
        return simplified;
    }

    private boolean onlyWidens(Incompatibility fact, Incompatibility derived) {
        if (!(fact.cause() instanceof Cause.NoVersions none) || !silent.test(fact)) {
            return false;
        }
        Term rest = derived.about(none.node());
        return rest != null && !rest.absent();
    }

    /** Puts steps before all others, in this order. */
    private void then(Runnable... next) {
        for (int i = next.length - 1; i >= 0; i--) {
            steps.push(next[i]);
        }
    }

    private void explain(Incompatibility derived) {
        Cause.Derived causes = causes(derived);
        Incompatibility first = causes.first();
        Incompatibility second = causes.second();
        if (first.isDerived() && second.isDerived()) {
            explainByTwoDerived(derived, first, second);
        } else if (first.isDerived() || second.isDerived()) {
            explainByOneDerived(derived, first.isDerived() ? first : second, first.isDerived() ? second : first);
        } else {
            write(derived, "Because " + both(first, second) + ", ");
        }
    }

    /** Explains both causes before the conclusion, unless they have a number. The simple one is last: it needs no number. */
    private void explainByTwoDerived(Incompatibility derived, Incompatibility first, Incompatibility second) {
        boolean isFirstCited = numbers.containsKey(first);
        boolean isSecondCited = numbers.containsKey(second);
        if (isFirstCited && isSecondCited) {
            write(derived, "Because " + cite(first) + " and " + cite(second) + ", ");
        } else if (isFirstCited || isSecondCited) {
            then(
                    () -> explain(isFirstCited ? second : first),
                    () -> write(derived, "And because " + cite(isFirstCited ? first : second) + ", "));
        } else if (isSimple(first) || isSimple(second)) {
            then(
                    () -> explain(isSimple(second) ? first : second),
                    () -> explain(isSimple(second) ? second : first),
                    () -> write(derived, "Thus, "));
        } else {
            then(
                    () -> explain(first),
                    () -> number(first),
                    () -> explain(second),
                    () -> write(derived, "And because " + cite(first) + ", "));
        }
    }

    /** Explains a step that adds one fact. A chain of such steps takes two facts a line. */
    private void explainByOneDerived(Incompatibility derived, Incompatibility cause, Incompatibility fact) {
        if (numbers.containsKey(cause)) {
            write(derived, "Because " + phrase(fact) + " and " + cite(cause) + ", ");
            return;
        }
        Incompatibility prior = priorToSkip(cause);
        if (prior == null) {
            then(() -> explain(cause), () -> write(derived, "And because " + phrase(fact) + ", "));
        } else {
            Cause.Derived causes = causes(cause);
            Incompatibility other = causes.first() == prior ? causes.second() : causes.first();
            then(() -> explain(prior), () -> write(derived, "And because " + both(other, fact) + ", "));
        }
    }

    /** Returns the derivation before {@code derived}, if {@code derived} needs no line of its own; else null. */
    private Incompatibility priorToSkip(Incompatibility derived) {
        Cause.Derived causes = causes(derived);
        boolean isOneDerived = causes.first().isDerived() != causes.second().isDerived();
        Incompatibility prior = causes.first().isDerived() ? causes.first() : causes.second();
        return isOneDerived && uses.get(derived) == 1 && !numbers.containsKey(prior) ? prior : null;
    }

    private boolean isSimple(Incompatibility derived) {
        Cause.Derived causes = causes(derived);
        return !causes.first().isDerived() && !causes.second().isDerived();
    }

    private void write(Incompatibility derived, String reason) {
        lines.add(reason + phrase(derived) + ".");
        if (uses.get(derived) > 1) {
            number(derived);
        }
    }

    private void number(Incompatibility derived) {
        if (!numbers.containsKey(derived)) {
            numbers.put(derived, numbers.size() + 1);
            lineOfNumber.put(numbers.get(derived), lines.size() - 1);
        }
    }

    private String cite(Incompatibility derived) {
        return phrase(derived) + " (" + numbers.get(derived) + ")";
    }

    private String phrase(Incompatibility incompatibility) {
        return phrases.apply(incompatibility);
    }

    /** Two facts about different versions of a project that does not exist have the same sentence: it is written once. */
    private String both(Incompatibility one, Incompatibility other) {
        return phrase(one).equals(phrase(other)) ? phrase(one) : phrase(one) + " and " + phrase(other);
    }

    private List<String> numbered() {
        Set<Integer> all = new TreeSet<>(lineOfNumber.keySet());
        all.forEach(number -> {
            int line = lineOfNumber.get(number);
            lines.set(line, "(" + number + ") " + lines.get(line));
        });
        return lines;
    }
}
