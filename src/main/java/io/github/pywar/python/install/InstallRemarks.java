package io.github.pywar.python.install;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.error.PythonHint;
import io.github.pywar.python.wheel.Wheel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Collector of warnings about a wheel's installation: files that are not installed at their requested path. */
final class InstallRemarks {

    private final Wheel wheel;
    private final List<Consumer<Progress>> warnings = new ArrayList<>();
    private final List<String> displaced = new ArrayList<>();
    private int compiled;

    InstallRemarks(Wheel wheel) {
        this.wheel = wheel;
    }

    /** Counts a compiled file that is not installed. */
    void compiled() {
        compiled++;
    }

    /** Adds a data file that is in the project's own folder. */
    void displaced(String path) {
        displaced.add(path);
    }

    /** Adds a script that is not installed. */
    void ofSystem(String script) {
        warnings.add(progress -> progress.warning("`" + script + "`, a script of `" + wheel.fileName()
                + "`, is not installed in `bin/`: an interpreter, a shell or a program of the system has that name"));
    }

    /** @throws UserException if there are compiled modules without a source and they are not allowed */
    void sourceless(Collection<String> paths, boolean isAllowed) {
        if (paths.isEmpty()) {
            return;
        }
        String files = shown(paths.stream().sorted().toList());
        if (!isAllowed) {
            throw UserException.of("Cannot install `" + wheel.fileName() + "`: " + files
                            + " is compiled code without a source")
                    .hint("use a version of the project that has its sources")
                    .hint(PythonHint.ALLOW_BYTECODE, project());
        }
        warnings.add(progress -> progress.warning(
                "`" + wheel.fileName() + "` has compiled code without a source: " + files
                        + ". It is installed, because this project may have some",
                List.of(Hint.of(PythonHint.FORBID_BYTECODE, project()))));
    }

    void report(Progress progress) {
        for (Consumer<Progress> warning : warnings) {
            warning.accept(progress);
        }
        if (!displaced.isEmpty()) {
            progress.warning("`" + wheel.fileName() + "` has data files outside of `share/`, `etc/` and `include/`: "
                    + shown(displaced) + " is in `"
                    + InstallLayout.otherData(project()) + "`");
        }
        if (compiled > 0) {
            progress.detail("`" + wheel.fileName() + "`: " + compiled + " compiled files are not installed");
        }
    }

    private String project() {
        return wheel.name().name().value();
    }

    private static String shown(List<String> paths) {
        return "`" + paths.get(0) + "`" + (paths.size() > 1 ? " (and " + (paths.size() - 1) + " more)" : "");
    }
}
