package io.github.pywar.python.install;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.wheel.Wheel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collector of warnings about a wheel's installation: files that are not installed at their requested path. */
final class InstallRemarks {

    private final Wheel wheel;
    private final List<String> warnings = new ArrayList<>();
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
        warnings.add("`" + script + "`, a script of `" + wheel.fileName()
                + "`, is not installed in `bin/`: an interpreter, a shell or a program of the system has that name");
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
                    .hint("to install code that cannot be reviewed, set <allowBytecode>"
                            + wheel.name().name().value() + "</allowBytecode>");
        }
        warnings.add("`" + wheel.fileName() + "` has compiled code without a source: " + files
                + ". It is installed, because <allowBytecode> names its project");
    }

    void report(Progress progress) {
        warnings.forEach(progress::warning);
        if (!displaced.isEmpty()) {
            progress.warning("`" + wheel.fileName() + "` has data files outside of `share/`, `etc/` and `include/`: "
                    + shown(displaced) + " is in `"
                    + InstallLayout.otherData(wheel.name().name().value()) + "`");
        }
        if (compiled > 0) {
            progress.detail("`" + wheel.fileName() + "`: " + compiled + " compiled files are not installed");
        }
    }

    private static String shown(List<String> paths) {
        return "`" + paths.get(0) + "`" + (paths.size() > 1 ? " (and " + (paths.size() - 1) + " more)" : "");
    }
}
