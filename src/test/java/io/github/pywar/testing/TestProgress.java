package io.github.pywar.testing;

import io.github.pywar.base.progress.Progress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
public final class TestProgress implements Progress {

    private final List<String> steps = new CopyOnWriteArrayList<>();
    private final List<String> details = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<String> transfers = new CopyOnWriteArrayList<>();

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
    public Transfer transfer(String name, long bytes) {
        return new Recorded(name);
    }

    /** @return the lines told to everybody */
    public List<String> steps() {
        return List.copyOf(steps);
    }

    /** @return the lines told to those who ask for more */
    public List<String> details() {
        return List.copyOf(details);
    }

    /** @return the warnings */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** @return each ended download as {@code NAME BYTES done} or {@code NAME BYTES failed} */
    public List<String> transfers() {
        return List.copyOf(transfers);
    }

    private final class Recorded implements Transfer {

        private final String name;
        private long bytes;
        private boolean done;

        private Recorded(String name) {
            this.name = name;
        }

        @Override
        public void advance(long more) {
            bytes += more;
        }

        @Override
        public void done() {
            done = true;
        }

        @Override
        public void close() {
            transfers.add(name + " " + bytes + (done ? " done" : " failed"));
        }
    }
}
