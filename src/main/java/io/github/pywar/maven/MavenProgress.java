package io.github.pywar.maven;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.progress.Downloads;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.TerminalText;
import io.github.pywar.base.url.Credentials;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/**
 * Progress in Maven's log, without the credentials of URLs and without control characters.
 */
final class MavenProgress implements Progress {

    private final Log log;
    private final Downloads.Output output;
    private Optional<Downloads> downloads = Optional.empty(); // most builds have none

    /** @param output of downloads */
    MavenProgress(Log log, Downloads.Output output) {
        this.log = log;
        this.output = output;
    }

    /** Returns a message without credentials and without control characters: it may contain text from a server. */
    static String printed(String message) {
        return TerminalText.of(message.contains("://") ? Credentials.redact(message) : message);
    }

    @Override
    public void step(String message) {
        finish();
        String text = printed(message);
        if (text.indexOf('\n') < 0) {
            log.info(text);
        } else {
            for (String line : text.lines().toList()) {
                log.info(line);
            }
        }
    }

    @Override
    public void detail(String message) {
        if (log.isDebugEnabled()) {
            pause();
            for (String line : printed(message).lines().toList()) {
                log.debug(line);
            }
        }
    }

    @Override
    public void failure(String message) {
        printed(message).lines().forEach(log::error);
    }

    @Override
    public void warning(String message) {
        pause();
        for (String line : printed(message).lines().toList()) {
            log.warn(line);
        }
    }

    @Override
    public void warning(String message, List<Hint> hints) {
        warning(MavenHints.append(message, hints));
    }

    @Override
    public synchronized Transfer transfer(String from, String name, long bytes) {
        if (downloads.isEmpty()) {
            downloads = Optional.of(new Downloads(output, System::nanoTime));
        }
        return downloads.get().begin(from, name, bytes);
    }

    private synchronized void pause() {
        if (downloads.isPresent()) {
            downloads.get().pause();
        }
    }

    /** Ends the report of downloads. */
    synchronized void finish() {
        if (downloads.isPresent()) {
            downloads.get().finish();
        }
    }
}
