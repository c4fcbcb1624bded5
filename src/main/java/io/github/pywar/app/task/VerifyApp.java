package io.github.pywar.app.task;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.CleanEnvironment;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Proves on the building machine that an archive works: boots it with the first local Python that fits its target and
 * requests one page; where none fits, compares every file with the archive's own record.
 */
public final class VerifyApp {

    /** What a build wants of it. */
    public enum Mode {
        /** Boots where it can, else warns. */
        AUTO,
        /** Boots, or fails. */
        REQUIRED,
        /** Does nothing. */
        SKIP;

        /** @throws UserException if the text is not the name of a mode in lower case */
        public static Mode parse(String text) {
            return Stream.of(values())
                    .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> UserException.of("`" + text + "` is not a value of <verify>")
                            .hint("set it to auto, required or skip"));
        }
    }

    /**
     * One archive to prove.
     *
     * @param path of the page to request, beginning with {@code /}
     * @param status what it may answer
     * @param parent the variables of the build, of which the application gets few: see {@link CleanEnvironment}
     * @param environment the application's own variables
     * @param timeout until it must have answered
     * @param folder where the archive may unpack itself
     */
    public record Request(
            Path archive,
            Mode mode,
            String path,
            ExpectedStatus status,
            Map<String, String> parent,
            Map<String, String> environment,
            Duration timeout,
            Path folder) {

        /** @throws UserException when the path is none */
        public Request {
            if (!path.startsWith("/")) {
                throw UserException.of("`" + path + "` is no path to request: it does not begin with `/`")
                        .hint("write <verifyPath>/" + path + "</verifyPath>");
            }
            if (!isEncoded(path)) {
                throw UserException.of("`" + path + "` is no path to request: it has characters that a URL must encode")
                        .hint("a space is written as %20 in <verifyPath>");
            }
            if (timeout.isNegative() || timeout.isZero()) {
                throw UserException.of("`" + timeout.toSeconds() + "` seconds are too few to boot anything")
                        .hint("<verifyTimeout> is 1 or more; 60 where nothing is said");
            }
        }
    }

    private static boolean isEncoded(String path) {
        try {
            new URI("http://host" + path);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private final Interpreters interpreters;
    private final Progress progress;

    /** @param interpreters the Pythons to choose from */
    public VerifyApp(Interpreters interpreters, Progress progress) {
        this.interpreters = interpreters;
        this.progress = progress;
    }

    /** @throws UserException when the archive does not boot, an exception leaves the application, or its status is wrong */
    public void run(Request request) throws IOException {
        if (request.mode() == Mode.SKIP) {
            progress.step("Not verified: <verify> is skip");
            return;
        }
        BuiltArchive archive = BuiltArchive.open(request.archive());
        Optional<Interpreter> python =
                interpreters.ofSeries(archive.series()).filter(archive::fits).findFirst();
        if (python.isPresent()) {
            new BootedApp(archive, request, progress).prove(python.get());
        } else {
            checkFiles(archive, request);
        }
    }

    private void checkFiles(BuiltArchive archive, Request request) throws IOException {
        String missing = "no Python of this machine fits " + archive.targetText();
        if (request.mode() == Mode.REQUIRED) {
            throw UserException.of("Cannot boot `" + archive.name() + "`: " + missing)
                    .hint("install Python " + archive.series() + " here, or build where it is")
                    .hint("or set <verify>auto</verify>: then its files are checked, without booting");
        }
        int files = archive.checkRecord();
        progress.warning("Not booted: " + missing + ". Its " + files + " files match their record.");
    }
}
