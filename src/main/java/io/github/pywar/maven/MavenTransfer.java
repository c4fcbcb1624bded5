package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.transfer.TransferResource;

/** One download, told to the listener that prints those of Maven. */
final class MavenTransfer implements Progress.Transfer {

    private final TransferListener listener;
    private final TransferEvent.Builder event;
    private final AtomicLong arrived = new AtomicLong();
    private volatile boolean done;

    MavenTransfer(TransferListener listener, RepositorySystemSession session, TransferResource resource) {
        this.listener = listener;
        this.event = new TransferEvent.Builder(session, resource).setRequestType(TransferEvent.RequestType.GET);
        tell(TransferEvent.EventType.INITIATED);
        tell(TransferEvent.EventType.STARTED);
    }

    @Override
    public void advance(long bytes) {
        arrived.addAndGet(bytes);
        tell(TransferEvent.EventType.PROGRESSED);
    }

    @Override
    public void done() {
        done = true;
    }

    @Override
    public void close() {
        tell(done ? TransferEvent.EventType.SUCCEEDED : TransferEvent.EventType.FAILED);
    }

    /** A listener may ask to stop; Maven's own never do, and a wheel's download ends soon by itself. */
    private synchronized void tell(TransferEvent.EventType type) {
        event.resetType(type).setTransferredBytes(arrived.get());
        try {
            switch (type) {
                case INITIATED -> listener.transferInitiated(event.build());
                case STARTED -> listener.transferStarted(event.build());
                case PROGRESSED -> listener.transferProgressed(event.build());
                case SUCCEEDED -> listener.transferSucceeded(event.build());
                default ->
                    listener.transferFailed(
                            event.setException(new IOException("broken off")).build());
            }
        } catch (TransferCancelledException e) {
            done = false;
        }
    }
}
