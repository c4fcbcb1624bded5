package io.github.pywar.maven;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.TerminalText;
import io.github.pywar.base.url.Credentials;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.transfer.TransferResource;

/**
 * Progress in Maven's log, without the credentials of URLs and without control characters. Maven prints downloads like its
 * own.
 */
final class MavenProgress implements Progress {

    private final Log log;
    private final RepositorySystemSession session;

    MavenProgress(Log log, RepositorySystemSession session) {
        this.log = log;
        this.session = session;
    }

    /** Returns a message without credentials and without control characters: it may contain text from a server. */
    static String printed(String message) {
        return TerminalText.of(Credentials.redact(message));
    }

    @Override
    public void step(String message) {
        printed(message).lines().forEach(log::info);
    }

    @Override
    public void detail(String message) {
        if (log.isDebugEnabled()) {
            printed(message).lines().forEach(log::debug);
        }
    }

    @Override
    public void failure(String message) {
        printed(message).lines().forEach(log::error);
    }

    @Override
    public void warning(String message) {
        printed(message).lines().forEach(log::warn);
    }

    @Override
    public void warning(String message, List<Hint> hints) {
        warning(MavenHints.append(message, hints));
    }

    @Override
    public Transfer transfer(String from, String name, long bytes) {
        TransferListener listener = session.getTransferListener();
        return listener == null ? Transfer.SILENT : new MavenTransfer(listener, session, resource(from, name, bytes));
    }

    private static TransferResource resource(String from, String name, long bytes) {
        return new TransferResource(printed(from), "", printed(name), null, null).setContentLength(bytes);
    }
}
