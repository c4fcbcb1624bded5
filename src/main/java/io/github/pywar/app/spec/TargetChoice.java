package io.github.pywar.app.spec;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.Optional;

/**
 * What to build for, as a POM says it.
 *
 * @param python required: silence would let a laptop and a build server make different archives of one commit
 * @param platform where nothing is said, {@link #PLATFORM}
 * @param libc where nothing is said, that of {@link Libc#DEFAULT}
 */
public record TargetChoice(Optional<String> python, Optional<String> platform, Optional<String> libc) {

    /** What most servers are. */
    public static final String PLATFORM = "linux-x86_64";

    private static final String DETECT = "detect";

    /**
     * Asks a local Python only for {@code detect}, and to propose it where nothing is said.
     *
     * @throws UserException where a part is missing or unknown
     */
    public TargetEnvironment target(Interpreters interpreters, Progress progress) {
        PythonVersion version = PythonVersion.parse(pythonText(interpreters, progress));
        Platform declared = Platform.parse(platform.orElse(PLATFORM));
        Platform whole = libc.map(text -> declared.withLibc(Libc.parse(text))).orElse(declared);
        TargetEnvironment target = TargetEnvironment.of(version, whole);
        if (platform.isEmpty() || libc.isEmpty() && !whole.isMacos()) {
            progress.step("Building for " + target + " (<platform>, <libc>)");
        }
        return target;
    }

    private String pythonText(Interpreters interpreters, Progress progress) {
        if (python.isEmpty()) {
            throw undeclared(interpreters.first());
        }
        if (!python.get().equals(DETECT)) {
            return python.get();
        }
        Interpreter found = interpreters
                .first()
                .orElseThrow(() -> UserException.of("<python>detect</python> finds no Python 3 on the PATH")
                        .hint("declare the server's Python, for example <python>3.11</python>"));
        progress.step("Detected Python " + found.series() + " (" + found.executable()
                + "); another machine may build another archive");
        return found.series() + (found.freeThreaded() ? "t" : "");
    }

    private static UserException undeclared(Optional<Interpreter> here) {
        String proposal = here.map(Interpreter::series).orElse("3.11");
        String why = here.isPresent() ? "this machine's own" : "or whatever the server runs";
        return UserException.of("The POM does not say which Python the archive is for")
                .hint("declare it: <python>" + proposal + "</python> (" + why + ")");
    }
}
