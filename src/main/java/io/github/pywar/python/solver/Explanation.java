package io.github.pywar.python.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Explanation of a failure in sentences, short even if thousands of versions were tried. */
public final class Explanation {

    /** The longest explanation that is useful to a reader. */
    private static final int MOST_LINES = 30;

    /** A larger tree is not written as sentences: the text would be cut anyway. */
    private static final int MOST_DERIVATIONS = 2_000;

    private static final int MOST_DECISIONS = 20_000;

    /** One group for each package gives the shortest text. Finer ones follow if the coarse universe has a solution. */
    private static final int[] GROUPS = {1, 2, 4, 8, 16, 64};

    private Explanation() {}

    /**
     * Explains a failure by the real derivation, or by that of a {@link CoarseUniverse} if it is shorter.
     *
     * @return one sentence a line, at most {@value #MOST_LINES} lines
     */
    public static <P> List<String> of(Failure<P> failure, Vocabulary<P> vocabulary) {
        List<String> shortest = lines(failure, vocabulary);
        Set<P> involved = failure.involved();
        for (int i = 0; i < GROUPS.length && shortest.size() > GROUPS[i]; i++) {
            shortest = shorter(shortest, coarse(failure, vocabulary, new Grouping<>(GROUPS[i], Set.of())));
            shortest = shorter(shortest, coarse(failure, vocabulary, new Grouping<>(GROUPS[i], involved)));
        }
        return shortest.size() <= MOST_LINES ? shortest : abridged(shortest);
    }

    private static List<String> shorter(List<String> one, List<String> other) {
        return other.size() < one.size() ? other : one;
    }

    private static <P> List<String> coarse(Failure<P> failure, Vocabulary<P> vocabulary, Grouping<P> grouping) {
        CoarseUniverse<P> universe = new CoarseUniverse<>(failure.packages(), grouping);
        Outcome<P> outcome = new Solver<>(universe, MOST_DECISIONS).solve(failure.requirements());
        return outcome instanceof Outcome.Unsolvable<P> unsolvable
                ? lines(unsolvable.failure(), vocabulary)
                : lines(failure, vocabulary);
    }

    private static <P> List<String> lines(Failure<P> failure, Vocabulary<P> vocabulary) {
        Phrases<P> phrases = new Phrases<>(failure.packages(), vocabulary);
        return DerivationTree.of(failure.cause()).size() > MOST_DERIVATIONS
                ? requirements(failure, phrases)
                : Derivation.write(failure.cause(), phrases);
    }

    /** Lists the requirements of the root that took part, if the derivation is too large to write. */
    private static <P> List<String> requirements(Failure<P> failure, Phrases<P> phrases) {
        List<String> lines = new ArrayList<>();
        lines.add("These requirements conflict, for reasons that differ from version to version:");
        DerivationTree.of(failure.cause()).facts().stream()
                .filter(fact -> fact.cause() instanceof Cause.DependsOn dependency
                        && dependency.depender().isRoot())
                .forEach(fact -> lines.add("    " + phrases.sentence(fact)));
        return lines;
    }

    private static List<String> abridged(List<String> lines) {
        int kept = (MOST_LINES - 1) / 2;
        List<String> all = new ArrayList<>(lines.subList(0, kept));
        all.add("(" + (lines.size() - 2 * kept) + " similar steps omitted)");
        all.addAll(lines.subList(lines.size() - kept, lines.size()));
        return all;
    }
}
