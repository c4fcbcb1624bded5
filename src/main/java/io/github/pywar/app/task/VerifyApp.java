package io.github.pywar.app.task;

import io.github.pywar.app.check.AwaitedPage;
import io.github.pywar.app.check.BootRequest;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.app.check.RunningArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Verifies on the build machine that an archive works: starts it with the first local Python that fits its target, and
 * requests one page. If no Python fits, the files of the archive are compared with its RECORD.
 */
public final class VerifyApp {

    /** How much verification a build requires. */
    public enum Mode {
        /** Starts the archive if a Python fits, else warns. */
        AUTO,
        /** Starts the archive, or fails. */
        REQUIRED,
        /** Verifies nothing. */
        SKIP;

        /**
         * Parses the name of a mode, in any case.
         *
         * @throws UserException if there is no such mode
         */
        public static Mode parse(String text) {
            return Stream.of(values())
                    .filter(mode -> mode.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(() -> UserException.of("`" + text + "` is not a value of <verify>")
                            .hint("set it to auto, required or skip"));
        }
    }

    /**
     * Request to verify an archive.
     *
     * @param boot how to start it
     */
    public record Request(Mode mode, BootRequest boot) {

        /** Request for a page. */
        public Request(
                Path archive,
                Mode mode,
                AwaitedPage page,
                Map<String, String> parent,
                Map<String, String> environment,
                Path folder) {
            this(mode, new BootRequest(archive, page, parent, environment, folder));
        }
    }

    private final Interpreters interpreters;
    private final Progress progress;

    /** @param interpreters the local Pythons */
    public VerifyApp(Interpreters interpreters, Progress progress) {
        this.interpreters = interpreters;
        this.progress = progress;
    }

    /**
     * Verifies the archive.
     *
     * @throws UserException if it does not start, an exception escapes, or the status is wrong
     */
    public void run(Request request) throws IOException {
        if (request.mode() == Mode.SKIP) {
            progress.step("Not verified: <verify> is skip");
            return;
        }
        BuiltArchive archive = BuiltArchive.open(request.boot().archive());
        Optional<Interpreter> python =
                interpreters.ofSeries(archive.series()).filter(archive::fits).findFirst();
        if (python.isPresent()) {
            new RunningArchive(archive, request.boot(), progress).verify(python.get());
        } else {
            checkFiles(archive, request.mode());
        }
    }

    private void checkFiles(BuiltArchive archive, Mode mode) throws IOException {
        String missing = interpreters
                        .selected()
                        .map(python -> "the selected Python `" + python + "` does not fit ")
                        .orElse("no Python on this machine fits ")
                + archive.targetText();
        if (mode == Mode.REQUIRED) {
            UserException error = UserException.of("Cannot start `" + archive.name() + "`: " + missing);
            throw (interpreters.selected().isEmpty()
                            ? error
                            : error.hint("select another Python: <pythonExecutable>, or a toolchain"))
                    .hint("install Python " + archive.series() + " here, or build on a machine that has it")
                    .hint("or set <verify>auto</verify>, which checks the files without starting the archive");
        }
        int files = archive.checkRecord();
        progress.warning("Not started: " + missing + ". Its " + files + " files match its RECORD.");
    }
}
