package io.github.pywar.base.progress;

import java.util.ArrayList;
import java.util.List;

/**
 * Progress of a task beside another one: keeps the messages until the other task has reported its own, so that their order
 * is the same in each run. Downloads are reported at once.
 */
public final class HeldProgress implements Progress {

    private final Progress receiver;
    private final List<Runnable> held = new ArrayList<>();

    /** @param receiver of the messages after {@link #release()} */
    public HeldProgress(Progress receiver) {
        this.receiver = receiver;
    }

    @Override
    public void step(String message) {
        hold(() -> receiver.step(message));
    }

    @Override
    public void detail(String message) {
        hold(() -> receiver.detail(message));
    }

    @Override
    public void warning(String message) {
        hold(() -> receiver.warning(message));
    }

    @Override
    public Transfer transfer(String from, String name, long bytes) {
        return receiver.transfer(from, name, bytes);
    }

    private synchronized void hold(Runnable message) {
        held.add(message);
    }

    /** Reports the messages in their order, and forgets them. */
    public synchronized void release() {
        for (Runnable message : held) {
            message.run();
        }
        held.clear();
    }
}
