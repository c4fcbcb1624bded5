package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.transfer.TransferCancelledException;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.transfer.TransferResource;

/** A download, reported to the listener that prints Maven's downloads. */
final class MavenTransfer implements Progress.Transfer {

    private final TransferListener listener;
    private final TransferEvent.Builder event;
    private final AtomicLong received = new AtomicLong();
    private volatile boolean done;

    MavenTransfer(TransferListener listener, RepositorySystemSession session, TransferResource resource) {
        this.listener = listener;
        this.event = new TransferEvent.Builder(session, resource).setRequestType(TransferEvent.RequestType.GET);
        report(TransferEvent.EventType.INITIATED);
        report(TransferEvent.EventType.STARTED);
    }

    @Override
    public void advance(long bytes) {
        received.addAndGet(bytes);
        report(TransferEvent.EventType.PROGRESSED);
    }

    @Override
    public void done() {
        done = true;
    }

    @Override
    public void close() {
        report(done ? TransferEvent.EventType.SUCCEEDED : TransferEvent.EventType.FAILED);
    }

    /** A listener may cancel a transfer. Maven's own listeners never do, and the download of a wheel is short. */
    private synchronized void report(TransferEvent.EventType type) {
        event.resetType(type).setTransferredBytes(received.get());
        try {
            switch (type) {
                case INITIATED -> listener.transferInitiated(event.build());
                case STARTED -> listener.transferStarted(event.build());
                case PROGRESSED -> listener.transferProgressed(event.build());
                case SUCCEEDED -> listener.transferSucceeded(event.build());
                default ->
                    listener.transferFailed(event.setException(new IOException("the transfer was interrupted"))
                            .build());
            }
        } catch (TransferCancelledException e) {
            done = false;
        }
    }
}
