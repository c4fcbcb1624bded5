package io.github.pywar.base.progress;

import io.github.pywar.base.error.Hint;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Progress that reports each message once, for a task that is repeated with almost the same input. */
public final class DistinctProgress implements Progress {

    private final Progress all;
    private final Set<String> reported;

    /** @param all receives the messages */
    public DistinctProgress(Progress all) {
        this(all, ConcurrentHashMap.newKeySet());
    }

    private DistinctProgress(Progress all, Set<String> reported) {
        this.all = all;
        this.reported = reported;
    }

    @Override
    public Progress ofSources() {
        return new DistinctProgress(all.ofSources(), reported);
    }

    @Override
    public void step(String message) {
        if (reported.add(message)) {
            all.step(message);
        }
    }

    @Override
    public void detail(String message) {
        if (reported.add(message)) {
            all.detail(message);
        }
    }

    @Override
    public void warning(String message) {
        if (reported.add(message)) {
            all.warning(message);
        }
    }

    @Override
    public void warning(String message, List<Hint> hints) {
        if (reported.add(message)) {
            all.warning(message, hints);
        }
    }

    @Override
    public Transfer transfer(String from, String name, long bytes) {
        return all.transfer(from, name, bytes);
    }
}
