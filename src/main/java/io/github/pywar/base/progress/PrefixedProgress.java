package io.github.pywar.base.progress;

import io.github.pywar.base.error.Hint;
import java.util.List;

/**
 * Progress of one of several simultaneous tasks.
 *
 * @param prefix of each line
 * @param all receives the messages
 */
public record PrefixedProgress(String prefix, Progress all) implements Progress {

    @Override
    public void step(String message) {
        all.step(prefixed(message));
    }

    @Override
    public void detail(String message) {
        all.detail(prefixed(message));
    }

    @Override
    public void warning(String message) {
        all.warning(prefixed(message));
    }

    @Override
    public void warning(String message, List<Hint> hints) {
        all.warning(prefixed(message), hints);
    }

    @Override
    public Progress ofSources() {
        return new PrefixedProgress(prefix, all.ofSources());
    }

    private String prefixed(String message) {
        return prefix + message.replace("\n", "\n" + prefix);
    }

    @Override
    public Transfer transfer(String from, String name, long bytes) {
        return all.transfer(from, name, bytes);
    }
}
