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

/**
 * Writer of a tree of derivations as sentences, one a line (PubGrub, "Error Reporting"). A line that several others
 * need is numbered and cited, because the tree shares derivations. All other steps follow from the line before.
 */
final class Derivation {

    private final Phrases<?> phrases;
    private final DerivationTree tree;
    private final Map<Incompatibility, Integer> numbers = new IdentityHashMap<>();
    private final Map<Integer, Integer> lineOfNumber = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    /**
     * The steps that are still to do, the next one first. A stack of its own: the tree may be deeper than Java's stack.
     */
    private final Deque<Runnable> steps = new ArrayDeque<>();

    private Derivation(Incompatibility root, Phrases<?> phrases) {
        this.phrases = phrases;
        this.tree = DerivationTree.of(root, this::simplified);
    }

    /**
     * Writes the derivation of a failure.
     *
     * @return the sentences; a line that others cite begins with its number in parentheses
     */
    static List<String> write(Incompatibility root, Phrases<?> phrases) {
        Derivation derivation = new Derivation(root, phrases);
        if (root.isDerived()) {
            derivation.then(() -> derivation.explain(root));
            while (!derivation.steps.isEmpty()) {
                derivation.steps.pop().run();
            }
        } else {
            derivation.lines.add("Because " + phrases.sentence(root) + ", there is no solution.");
        }
        return derivation.numbered();
    }

    private Cause.Derived simplified(Cause.Derived causes) {
        return new Cause.Derived(simplified(causes.first()), simplified(causes.second()));
    }

    /**
     * Returns the incompatibility, or the earliest one before it that means the same for all versions that exist. Steps
     * that only add gaps between versions would repeat the sentence before them.
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
        if (!(fact.cause() instanceof Cause.NoVersions none) || !phrases.isSilent(fact)) {
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
        Cause.Derived causes = tree.causes(derived);
        Incompatibility first = causes.first();
        Incompatibility second = causes.second();
        if (first.isDerived() && second.isDerived()) {
            explainByTwoDerived(derived, first, second);
        } else if (first.isDerived() || second.isDerived()) {
            explainByOneDerived(derived, first.isDerived() ? first : second, first.isDerived() ? second : first);
        } else {
            write(derived, "Because " + phrases.both(first, second) + ", ");
        }
    }

    /**
     * Explains both causes before the conclusion, unless they have a number. The simple one is last: it needs no
     * number.
     */
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
            Cause.Derived causes = tree.causes(cause);
            Incompatibility other = causes.first() == prior ? causes.second() : causes.first();
            then(() -> explain(prior), () -> write(derived, "And because " + phrases.both(other, fact) + ", "));
        }
    }

    /** Returns the derivation before {@code derived}, if {@code derived} needs no line of its own; else null. */
    private Incompatibility priorToSkip(Incompatibility derived) {
        Cause.Derived causes = tree.causes(derived);
        boolean isOneDerived = causes.first().isDerived() != causes.second().isDerived();
        Incompatibility prior = causes.first().isDerived() ? causes.first() : causes.second();
        return isOneDerived && tree.uses(derived) == 1 && !numbers.containsKey(prior) ? prior : null;
    }

    private boolean isSimple(Incompatibility derived) {
        Cause.Derived causes = tree.causes(derived);
        return !causes.first().isDerived() && !causes.second().isDerived();
    }

    private void write(Incompatibility derived, String reason) {
        lines.add(reason + phrase(derived) + ".");
        if (tree.uses(derived) > 1) {
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
        return phrases.sentence(incompatibility);
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
