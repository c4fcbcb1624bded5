package io.github.pywar.base.progress;

import io.github.pywar.base.error.Hint;
import java.util.List;
import java.util.Map;

/** Where work tells what it is doing. Safe for use by several threads. */
public interface Progress {

    /** Tells nobody. */
    Progress SILENT = new Progress() {
        @Override
        public void step(String message) {}

        @Override
        public void detail(String message) {}

        @Override
        public void warning(String message) {}

        @Override
        public Transfer transfer(String from, String name, long bytes) {
            return Transfer.SILENT;
        }
    };

    /** One line that everybody should see. */
    void step(String message);

    /** One line for a detailed log. */
    void detail(String message);

    /** One line that everybody should see and may have to act on. */
    void warning(String message);

    /** Warns like {@link #warning(String)}, with an action that the user may take. */
    default void warning(String message, Hint hint) {
        warning(Hint.append(message, List.of(hint), Map.of()));
    }

    /**
     * Begins to tell of one download.
     *
     * @param from what a person calls the place that it comes from, for example an index's id
     * @param name what a person calls it, for example a file name
     * @param bytes its size, or -1 where that is not known
     */
    Transfer transfer(String from, String name, long bytes);

    /** One download as it goes on; closed when it ends, well or not. */
    interface Transfer extends AutoCloseable {

        /** Tells nobody. */
        Transfer SILENT = new Transfer() {
            @Override
            public void advance(long bytes) {}

            @Override
            public void done() {}

            @Override
            public void close() {}
        };

        /** @param bytes how many more have arrived */
        void advance(long bytes);

        /** It arrived whole; without this call, {@link #close()} means that it failed. */
        void done();

        @Override
        void close();
    }
}
