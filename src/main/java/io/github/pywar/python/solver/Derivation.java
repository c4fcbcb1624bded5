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

/** Writes a tree of derivations as sentences, one a line (PubGrub, "Error Reporting"). */
final class Derivation {

    private final Function<Incompatibility, String> phrases;
    private final Predicate<Incompatibility> silent;
    private final Map<Incompatibility, Integer> uses = new IdentityHashMap<>();
    private final Map<Incompatibility, Integer> numbers = new IdentityHashMap<>();
    private final Map<Integer, Integer> lineOfNumber = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    /** What is still to be written, the next first: a tree may be deeper than a stack. */
    private final Deque<Runnable> open = new ArrayDeque<>();

    private Derivation(Function<Incompatibility, String> phrases, Predicate<Incompatibility> silent) {
        this.phrases = phrases;
        this.silent = silent;
    }

    /**
     * @param silent facts that need no words where the same versions are spoken of before and after
     * @return the sentences; a number in parentheses stands before a line that a later one refers to
     */
    static List<String> write(
            Incompatibility root, Function<Incompatibility, String> phrases, Predicate<Incompatibility> silent) {
        Derivation derivation = new Derivation(phrases, silent);
        derivation.countUses(root);
        if (root.isDerived()) {
            derivation.then(() -> derivation.tell(root));
            while (!derivation.open.isEmpty()) {
                derivation.open.pop().run();
            }
        } else {
            derivation.lines.add("Because " + phrases.apply(root) + ", there is no solution.");
        }
        return derivation.numbered();
    }

    /** @return the facts at the leaves of the tree, each once */
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

    /** @return how many derivations the tree has */
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

    private Cause.Derived causes(Incompatibility told) {
        Cause.Derived causes = (Cause.Derived) told.cause();
        return new Cause.Derived(heard(causes.first()), heard(causes.second()));
    }

    /** @return the statement itself, or that one before it which says the same of all versions that exist */
    private Incompatibility heard(Incompatibility told) {
        Incompatibility heard = told;
        while (heard.cause() instanceof Cause.Derived causes) {
            if (onlyWidens(causes.first(), heard)) {
                heard = causes.second();
            } else if (onlyWidens(causes.second(), heard)) {
                heard = causes.first();
            } else {
                return heard;
            }
        }
        return heard;
    }

    private boolean onlyWidens(Incompatibility fact, Incompatibility told) {
        if (!(fact.cause() instanceof Cause.NoVersions none) || !silent.test(fact)) {
            return false;
        }
        Term left = told.about(none.node());
        return left != null && !left.absent();
    }

    /** These come next, in this order, before all that is open. */
    private void then(Runnable... steps) {
        for (int i = steps.length - 1; i >= 0; i--) {
            open.push(steps[i]);
        }
    }

    private void tell(Incompatibility told) {
        Cause.Derived causes = causes(told);
        if (causes.first().isDerived() && causes.second().isDerived()) {
            tellTwoDerived(told, causes.first(), causes.second());
        } else if (causes.first().isDerived() || causes.second().isDerived()) {
            boolean first = causes.first().isDerived();
            tellOneDerived(told, first ? causes.first() : causes.second(), first ? causes.second() : causes.first());
        } else {
            write(told, "Because " + both(causes.first(), causes.second()) + ", ");
        }
    }

    private void tellTwoDerived(Incompatibility told, Incompatibility first, Incompatibility second) {
        boolean firstTold = numbers.containsKey(first);
        boolean secondTold = numbers.containsKey(second);
        if (firstTold && secondTold) {
            write(told, "Because " + cite(first) + " and " + cite(second) + ", ");
        } else if (firstTold || secondTold) {
            then(
                    () -> tell(firstTold ? second : first),
                    () -> write(told, "And because " + cite(firstTold ? first : second) + ", "));
        } else if (isSimple(first) || isSimple(second)) {
            then(
                    () -> tell(isSimple(second) ? first : second),
                    () -> tell(isSimple(second) ? second : first),
                    () -> write(told, "So "));
        } else {
            then(
                    () -> tell(first),
                    () -> number(first),
                    () -> tell(second),
                    () -> write(told, "And because " + cite(first) + ", "));
        }
    }

    private void tellOneDerived(Incompatibility told, Incompatibility derived, Incompatibility external) {
        if (numbers.containsKey(derived)) {
            write(told, "Because " + say(external) + " and " + cite(derived) + ", ");
            return;
        }
        Incompatibility prior = priorToSkip(derived);
        if (prior == null) {
            then(() -> tell(derived), () -> write(told, "And because " + say(external) + ", "));
        } else {
            Cause.Derived causes = causes(derived);
            Incompatibility other = causes.first() == prior ? causes.second() : causes.first();
            then(() -> tell(prior), () -> write(told, "And because " + both(other, external) + ", "));
        }
    }

    /** @return the derivation before {@code derived}, where {@code derived} itself need not be said; or null */
    private Incompatibility priorToSkip(Incompatibility derived) {
        Cause.Derived causes = causes(derived);
        boolean one = causes.first().isDerived() != causes.second().isDerived();
        Incompatibility prior = causes.first().isDerived() ? causes.first() : causes.second();
        return one && uses.get(derived) == 1 && !numbers.containsKey(prior) ? prior : null;
    }

    private boolean isSimple(Incompatibility derived) {
        Cause.Derived causes = causes(derived);
        return !causes.first().isDerived() && !causes.second().isDerived();
    }

    private void write(Incompatibility told, String reason) {
        lines.add(reason + say(told) + ".");
        if (uses.get(told) > 1) {
            number(told);
        }
    }

    private void number(Incompatibility told) {
        if (!numbers.containsKey(told)) {
            numbers.put(told, numbers.size() + 1);
            lineOfNumber.put(numbers.get(told), lines.size() - 1);
        }
    }

    private String cite(Incompatibility told) {
        return say(told) + " (" + numbers.get(told) + ")";
    }

    private String say(Incompatibility incompatibility) {
        return phrases.apply(incompatibility);
    }

    /** Of a project that does not exist, the same is said whatever versions of it are spoken of. */
    private String both(Incompatibility one, Incompatibility other) {
        return say(one).equals(say(other)) ? say(one) : say(one) + " and " + say(other);
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
