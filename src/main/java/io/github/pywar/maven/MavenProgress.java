package io.github.pywar.maven;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.progress.Downloads;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.TerminalText;
import io.github.pywar.base.url.Credentials;
import java.util.List;
import org.apache.maven.plugin.logging.Log;

/**
 * Progress in Maven's log, without the credentials of URLs and without control characters.
 */
final class MavenProgress implements Progress {

    private final Log log;
    private final Downloads downloads;

    /** @param output of downloads */
    MavenProgress(Log log, Downloads.Output output) {
        this.log = log;
        this.downloads = new Downloads(output, System::nanoTime);
    }

    /** Returns a message without credentials and without control characters: it may contain text from a server. */
    static String printed(String message) {
        return TerminalText.of(Credentials.redact(message));
    }

    @Override
    public void step(String message) {
        downloads.finish();
        printed(message).lines().forEach(log::info);
    }

    @Override
    public void detail(String message) {
        if (log.isDebugEnabled()) {
            downloads.pause();
            printed(message).lines().forEach(log::debug);
        }
    }

    @Override
    public void failure(String message) {
        printed(message).lines().forEach(log::error);
    }

    @Override
    public void warning(String message) {
        downloads.pause();
        printed(message).lines().forEach(log::warn);
    }

    @Override
    public void warning(String message, List<Hint> hints) {
        warning(MavenHints.append(message, hints));
    }

    @Override
    public Transfer transfer(String from, String name, long bytes) {
        return downloads.begin(from, name, bytes);
    }

    /** Ends the report of downloads. */
    void finish() {
        downloads.finish();
    }
}
