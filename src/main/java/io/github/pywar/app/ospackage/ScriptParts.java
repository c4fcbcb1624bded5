package io.github.pywar.app.ospackage;

import java.util.List;

/**
 * Parts of the scripts of a package, for a POSIX shell.
 *
 * @param paths of the package
 * @param settings of the package
 * @param units that start and stop
 * @param python program that completes the release
 */
record ScriptParts(PackagePaths paths, PackageSettings settings, List<String> units, String python) {

    private static final String WITH_SYSTEMD = "if [ -d /run/systemd/system ]; then\n%sfi\n";

    String createUser() {
        return """
                getent group %1$s >/dev/null || groupadd --system %1$s
                getent passwd %1$s >/dev/null || useradd --system --gid %1$s --no-create-home --home-dir /var/lib/%2$s \\
                    --shell /usr/sbin/nologin %1$s
                """.formatted(settings.user(), paths.name());
    }

    /** Returns the part that makes the release runnable by the Python of the machine, and compiles its modules. */
    String complete() {
        return """
                %s -I %s/_pywar/packaged.py
                install -d -o %s -g %s -m 0750 /var/lib/%s
                """.formatted(python, paths.release(), settings.user(), settings.user(), paths.name());
    }

    String reload() {
        return WITH_SYSTEMD.formatted("    systemctl daemon-reload || :\n");
    }

    /** Returns the part that restarts what runs on the release before. */
    String restart() {
        return WITH_SYSTEMD.formatted(
                "    systemctl daemon-reload || :\n    systemctl try-restart " + all() + " || :\n");
    }

    /**
     * Returns the part that stops the units of the installed version that this version does not have. It runs before the
     * files are unpacked: the package tools remove the files of these units, but leave their processes running.
     */
    String stopRemoved() {
        return WITH_SYSTEMD.formatted("""
                    for file in $(grep -lsxF 'PartOf=%1$s.target' %2$s%1$s-*); do
                        case ' %3$s ' in
                        *" ${file##*/} "*) ;;
                        *) systemctl disable --now "${file##*/}" || : ;;
                        esac
                    done
                """.formatted(paths.name(), PackagePaths.UNITS, all()));
    }

    String stop() {
        return WITH_SYSTEMD.formatted("    systemctl disable --now " + all() + " || :\n");
    }

    /** Returns the part that removes what {@link #complete} made, unless the same release is installed again. */
    String removeMade() {
        boolean hasInterpreter = python.startsWith(paths.interpreter());
        return """
                if [ "$(readlink %1$s)" != "%2$s" ]; then
                    rm -rf %3$s
                    rmdir %4$s 2>/dev/null || :
                fi
                """.formatted(
                        paths.current(),
                        paths.releaseName(),
                        hasInterpreter ? paths.release() + " " + paths.interpreter() : paths.release(),
                        paths.folder());
    }

    private String all() {
        return String.join(" ", units);
    }
}
