package io.github.pywar.testing;

import io.github.pywar.base.progress.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Recorder of all reported progress, in order. It is safe for several threads. */
public final class TestProgress implements Progress {

    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final List<String> details = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<String> transfers = new CopyOnWriteArrayList<>();
    private final List<String> outcomes = new CopyOnWriteArrayList<>();

    /** Returns the messages for every user, without warnings. */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** Returns the messages of the detailed log. */
    public List<String> details() {
        return List.copyOf(details);
    }

    /** Returns the messages that may need an action of the user. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Returns the names of the downloads that were started. */
    public List<String> transfers() {
        return List.copyOf(transfers);
    }

    @Override
    public void step(String message) {
        steps.add(message);
    }

    @Override
    public void detail(String message) {
        details.add(message);
    }

    @Override
    public void warning(String message) {
        warnings.add(message);
    }

    @Override
    public Transfer transfer(String from, String name, long bytes) {
        transfers.add(name);
        return new Recorded(name);
    }

    /** Returns the downloads that ended, as {@code NAME BYTES done} or {@code NAME BYTES failed}. */
    public List<String> outcomes() {
        return List.copyOf(outcomes);
    }

    private final class Recorded implements Transfer {

        private final String name;
        private final AtomicLong bytes = new AtomicLong();
        private volatile boolean done;

        private Recorded(String name) {
            this.name = name;
        }

        @Override
        public void advance(long more) {
            bytes.addAndGet(more);
        }

        @Override
        public void done() {
            done = true;
        }

        @Override
        public void close() {
            outcomes.add(name + " " + bytes + (done ? " done" : " failed"));
        }
    }
}
