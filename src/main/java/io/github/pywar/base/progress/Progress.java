package io.github.pywar.base.progress;

import io.github.pywar.base.error.Hint;
import java.util.List;
import java.util.Map;

/** Receiver of progress messages. Safe for several threads. */
public interface Progress {

    /** Ignores all messages. */
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

    /** Reports one line of the normal log. */
    void step(String message);

    /** Reports one line of the detailed log. */
    void detail(String message);

    /** Reports one line about a failure that ends the build later, for example of a test. */
    default void failure(String message) {
        warning(message);
    }

    /** Warns with one line: the user may have to act. */
    void warning(String message);

    /** Warns like {@link #warning(String)}, with actions that the user may take. */
    default void warning(String message, List<Hint> hints) {
        warning(Hint.append(message, hints, Map.of()));
    }

    /**
     * Begins a download.
     *
     * @param from the name of its source, for example the id of an index
     * @param name its name, for example a file name
     * @param bytes its size, or -1 if it is not known
     */
    Transfer transfer(String from, String name, long bytes);

    /**
     * Returns the receiver of messages about files that change from build to build. A recorder of messages keeps them apart;
     * for all others, it is the same receiver.
     */
    default Progress ofSources() {
        return this;
    }

    /** Progress of one download; closed when it ends, with success or failure. */
    interface Transfer extends AutoCloseable {

        /** Ignores all messages. */
        Transfer SILENT = new Transfer() {
            @Override
            public void advance(long bytes) {}

            @Override
            public void done() {}

            @Override
            public void close() {}
        };

        /** @param bytes the number of bytes since the last call; negative if the download restarts */
        void advance(long bytes);

        /** Reports success; without this call, {@link #close()} means failure. */
        void done();

        @Override
        void close();
    }
}
