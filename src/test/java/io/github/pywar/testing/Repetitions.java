package io.github.pywar.testing;

/**
 * Numbers of generated inputs. Pitest runs the same tests once for each class that it changes, and more often, so the
 * profile {@code mutation} divides the numbers by {@code pywar.repetitionDivisor}.
 */
public final class Repetitions {

    private static final int DIVISOR = Integer.getInteger("pywar.repetitionDivisor", 1);

    private Repetitions() {}

    /** @return the number, or less if Pitest runs the test */
    public static int of(int number) {
        return Math.max(1, number / DIVISOR);
    }
}
