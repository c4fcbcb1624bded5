package io.github.pywar.maven;

import io.github.pywar.base.progress.Downloads;
import java.io.PrintStream;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.aether.transfer.TransferListener;

/**
 * Output of downloads. A line is rewritten where Maven rewrites the lines of its own downloads: not with {@code -B}, {@code
 * -ntp}, {@code -q} or a log file, nor if the output is no terminal or several modules are built at the same time.
 */
final class DownloadOutput implements Downloads.Output {

    /** Listeners of Maven 3 and 4 that rewrite lines; those of {@code -B} and {@code -ntp} have other names. */
    private static final Pattern REWRITING = Pattern.compile("Console\\w*Listener|SimplexTransferListener");

    private final Log log;
    private final PrintStream terminal;
    private final boolean rewrites;
    private int shown;

    DownloadOutput(Log log, PrintStream terminal, boolean rewrites) {
        this.log = log;
        this.terminal = terminal;
        this.rewrites = rewrites;
    }

    static DownloadOutput of(Log log, MavenSession session) {
        boolean rewrites = log.isInfoEnabled()
                && session.getRequest().getDegreeOfConcurrency() <= 1
                && isRewriting(session.getRepositorySession().getTransferListener())
                && System.getenv("CI") == null
                && isTerminal();
        return new DownloadOutput(log, System.out, rewrites);
    }

    static boolean isRewriting(TransferListener listener) {
        return listener != null
                && REWRITING.matcher(listener.getClass().getSimpleName()).matches();
    }

    /** Since Java 22, a console may exist without a terminal, and {@code isTerminal} distinguishes the two. */
    private static boolean isTerminal() {
        if (System.console() == null) {
            return false;
        }
        try {
            return (Boolean) System.console().getClass().getMethod("isTerminal").invoke(System.console());
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    @Override
    public boolean rewrites() {
        return rewrites;
    }

    /** Pads with blanks: what remains of a longer line must disappear. */
    @Override
    public void rewrite(String line) {
        terminal.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())) + (line.isEmpty() ? "\r" : ""));
        terminal.flush();
        shown = line.length();
    }

    @Override
    public void line(String text) {
        MavenProgress.printed(text).lines().forEach(log::info);
    }
}
