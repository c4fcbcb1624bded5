package io.github.pywar.python.solver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Why there is no solution, in sentences, however many versions were tried. */
public final class Explanation {

    /** A person reads no more lines than this. */
    private static final int MOST_LINES = 30;

    /** A tree of more derivations is never told as it is. */
    private static final int MOST_DERIVATIONS = 2_000;

    private static final int MOST_DECISIONS = 20_000;
    private static final int[] GROUPS = {1, 2, 4, 8, 16, 64};

    private Explanation() {}

    /** @return the derivation, one sentence a line, at most {@value #MOST_LINES} */
    public static <P> List<String> of(Failure<P> failure, Vocabulary<P> words) {
        List<String> shortest = tell(failure, words);
        Set<P> involved = failure.involved();
        for (int i = 0; i < GROUPS.length && shortest.size() > GROUPS[i]; i++) {
            shortest = shorter(shortest, coarse(failure, words, new Grouping<>(GROUPS[i], Set.of())));
            shortest = shorter(shortest, coarse(failure, words, new Grouping<>(GROUPS[i], involved)));
        }
        return shortest.size() <= MOST_LINES ? shortest : abridged(shortest);
    }

    private static List<String> shorter(List<String> one, List<String> other) {
        return other.size() < one.size() ? other : one;
    }

    private static <P> List<String> coarse(Failure<P> failure, Vocabulary<P> words, Grouping<P> grouping) {
        CoarseUniverse<P> universe = new CoarseUniverse<>(failure.packages(), grouping);
        Outcome<P> outcome = new Solver<>(universe, MOST_DECISIONS).solve(failure.needs());
        return outcome instanceof Outcome.Unsolvable<P> unsolvable
                ? tell(unsolvable.failure(), words)
                : tell(failure, words);
    }

    private static <P> List<String> tell(Failure<P> failure, Vocabulary<P> words) {
        Phrases<P> phrases = new Phrases<>(failure.packages(), words);
        return Derivation.size(failure.cause()) > MOST_DERIVATIONS
                ? requirements(failure, phrases)
                : Derivation.write(failure.cause(), phrases::say, phrases::isSilent);
    }

    /** The last resort: which of the root's needs took part. */
    private static <P> List<String> requirements(Failure<P> failure, Phrases<P> phrases) {
        List<String> lines = new ArrayList<>();
        lines.add("These cannot be had together, for reasons that differ from version to version:");
        Derivation.facts(failure.cause()).stream()
                .filter(fact -> fact.cause() instanceof Cause.Needs needs
                        && needs.depender().isRoot())
                .forEach(fact -> lines.add("    " + phrases.say(fact)));
        return lines;
    }

    private static List<String> abridged(List<String> lines) {
        int kept = (MOST_LINES - 1) / 2;
        List<String> all = new ArrayList<>(lines.subList(0, kept));
        all.add("(" + (lines.size() - 2 * kept) + " more steps of this kind)");
        all.addAll(lines.subList(lines.size() - kept, lines.size()));
        return all;
    }
}
