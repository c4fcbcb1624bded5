package io.github.pywar.app.classarchive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times of the same goal with and without an archive of classes, in seconds.
 *
 * @param with medians of the runs with the archive
 * @param without median of the runs without it
 */
record StartTimes(double with, double without) {

    /** Number of runs of each kind. They take turns, so a busy moment of the machine affects both. */
    static final int RUNS = 5;

    /** Run of the goal. */
    @FunctionalInterface
    interface TimedRun {
        /** Runs the goal and returns its time in seconds. */
        double seconds(boolean hasArchive) throws IOException;
    }

    /** Measures a goal. */
    static StartTimes measure(TimedRun run) throws IOException {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        for (int number = 0; number < RUNS; number++) {
            with.add(run.seconds(true));
            without.add(run.seconds(false));
        }
        return new StartTimes(median(with), median(without));
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.2f s with the archive, %.2f s without it (medians of %d runs)", with, without, RUNS);
    }
}
