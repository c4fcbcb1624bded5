package io.github.pywar.python.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionRange;
import io.github.pywar.testing.Repetitions;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The work of the solver is linear in the number of packages. It is counted by the questions to the universe. */
class SolverGrowthTest {

    private static final int SIZE = Repetitions.of(5_000);

    /** One for the versions, one for the dependencies, a few for each package that depends on it. */
    private static final int MOST_QUESTIONS = 20;

    /** Graphs of packages named by numbers. */
    enum Shape {
        CHAIN(i -> List.of(i + 1)),
        TREE(i -> List.of(2 * i + 1, 2 * i + 2)),
        LATTICE(i -> List.of(i + 1, i + 2, i + 50));

        private final IntFunction<List<Integer>> below;

        Shape(IntFunction<List<Integer>> below) {
            this.below = below;
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void isLinear(Shape shape) {
        Counting universe = solve(shape, true);

        assertThat(universe.outcome).isInstanceOf(Outcome.Solved.class);
        assertThat(universe.outcome.statistics().rounds()).isLessThan(2 * SIZE + 100);
        assertThat(universe.questions).isLessThan(MOST_QUESTIONS * SIZE);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void isLinearWithAConflictAtTheEnd(Shape shape) {
        Counting universe = solve(shape, false);

        assertThat(universe.outcome).isInstanceOf(Outcome.Unsolvable.class);
        assertThat(universe.outcome.statistics().rounds()).isLessThan(2 * SIZE + 100);
        assertThat(universe.questions).isLessThan(MOST_QUESTIONS * SIZE);
    }

    private static Counting solve(Shape shape, boolean solvable) {
        Counting universe = new Counting(shape, SIZE, solvable);
        universe.outcome =
                new Solver<>(universe, Integer.MAX_VALUE).solve(List.of(new Dependency<>(0, VersionRange.any())));
        return universe;
    }

    /** Universe with one version of each package, which counts the questions. */
    private static final class Counting implements Universe<Integer> {

        private static final Version ONLY = Version.parse("1");

        private final Shape shape;
        private final int size;
        private final boolean solvable;
        private Outcome<Integer> outcome;
        private long questions;

        private Counting(Shape shape, int size, boolean solvable) {
            this.shape = shape;
            this.size = size;
            this.solvable = solvable;
        }

        @Override
        public List<Version> versions(Integer key) {
            questions++;
            return key < size || solvable ? List.of(ONLY) : List.of();
        }

        @Override
        public Dependencies<Integer> dependencies(Integer key, Version version) {
            questions++;
            return new Dependencies.Known<>(
                    key >= size
                            ? List.of()
                            : shape.below.apply(key).stream()
                                    .map(on -> new Dependency<>(on, VersionRange.any()))
                                    .toList());
        }

        @Override
        public Optional<Integer> follows(Integer key) {
            questions++;
            return Optional.empty();
        }

        @Override
        public int tier(Integer key) {
            questions++;
            return 0;
        }

        @Override
        public void rangeChanged(Integer key, VersionRange range) {
            questions++;
        }
    }
}
