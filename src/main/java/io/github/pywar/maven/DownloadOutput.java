package io.github.pywar.maven;

import io.github.pywar.base.progress.Downloads;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.Field;
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
    private final PrintWriter terminal;
    private final boolean rewrites;
    private int shown;

    DownloadOutput(Log log, PrintWriter terminal, boolean rewrites) {
        this.log = log;
        this.terminal = terminal;
        this.rewrites = rewrites;
    }

    static DownloadOutput of(Log log, MavenSession session) {
        boolean rewrites = log.isInfoEnabled()
                && session.getRequest().getDegreeOfConcurrency() <= 1
                && isRewriting(session.getRequest().getTransferListener())
                && System.getenv("CI") == null
                && isTerminal();
        // not System.out: Maven 4 redirects it to its log, line by line
        PrintWriter terminal = rewrites ? System.console().writer() : new PrintWriter(Writer.nullWriter());
        return new DownloadOutput(log, terminal, rewrites);
    }

    static boolean isRewriting(TransferListener listener) {
        return listener != null
                && (REWRITING.matcher(listener.getClass().getSimpleName()).matches() || isRewriting(wrapped(listener)));
    }

    /** Returns the listener that prints, or null: Maven 4 wraps it into another one without an accessor. */
    private static TransferListener wrapped(TransferListener outer) {
        try {
            for (Field field : outer.getClass().getDeclaredFields()) {
                if (field.getType() == TransferListener.class && field.trySetAccessible()) {
                    return (TransferListener) field.get(outer);
                }
            }
        } catch (IllegalAccessException e) {
            return null; // then no line is rewritten
        }
        return null;
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
