package io.github.pywar.app.target;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.PrefixedProgress;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.install.ParallelTasks;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * Runs of one task for all targets of a build, several at the same time. Each message begins with the name of its target.
 *
 * @param progress receives the messages
 */
public record TargetRuns(Progress progress) {

    /** Each run resolves and compresses with threads of its own. */
    private static final int MOST = 4;

    /** Task for one target. */
    @FunctionalInterface
    public interface Task<A, B> {

        /** @param progress of this target */
        B run(A input, Progress progress) throws IOException;
    }

    /**
     * Runs a task for each input. A single target has no prefix.
     *
     * @param name the target of an input
     * @return the results, in the order of the inputs
     * @throws UserException the first error, in the order of the inputs, with the name of its target
     */
    public <A, B> List<B> map(List<A> inputs, Function<A, String> name, Task<A, B> task) throws IOException {
        if (inputs.size() == 1) {
            return List.of(task.run(inputs.get(0), progress));
        }
        int atOnce = Math.min(MOST, Runtime.getRuntime().availableProcessors());
        return new ParallelTasks(atOnce).map(inputs, input -> run(input, name.apply(input), task));
    }

    private <A, B> B run(A input, String name, Task<A, B> task) throws IOException {
        try {
            return task.run(input, new PrefixedProgress("[" + name + "] ", progress));
        } catch (UserException e) {
            throw e.fact("target: " + name);
        }
    }
}
