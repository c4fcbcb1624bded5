package io.github.pywar.app.process;

import java.util.List;
import java.util.Optional;

/**
 * Process type beside the server: a worker that runs all the time, or a timer that starts by a schedule.
 *
 * @param name for example {@code worker}
 * @param command words without shell syntax; the first one is {@code python} or a script of {@code bin/}
 * @param instances number of equal processes; 1 for a timer
 * @param stopSeconds time in seconds for a worker to end after SIGTERM; 0 for a timer, which a deployment does not stop
 * @param schedule five fields of cron; empty for a worker
 */
public record ProcessType(
        String name, List<String> command, int instances, int stopSeconds, Optional<String> schedule) {

    public ProcessType {
        command = List.copyOf(command);
    }

    /** Returns a worker. */
    static ProcessType worker(String name, List<String> command, int instances, int stopSeconds) {
        return new ProcessType(name, command, instances, stopSeconds, Optional.empty());
    }

    /** Returns a timer. */
    static ProcessType timer(String name, List<String> command, CronSchedule schedule) {
        return new ProcessType(name, command, 1, 0, Optional.of(schedule.text()));
    }

    /** Returns whether it starts by a schedule. */
    public boolean isTimer() {
        return schedule.isPresent();
    }
}
