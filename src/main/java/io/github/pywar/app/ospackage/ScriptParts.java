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

    /** Returns the part that lists the units of the installed version. It runs before the package tool removes their files. */
    String listInstalled() {
        return WITH_SYSTEMD.formatted("    " + installed() + " >>" + list() + " || :\n");
    }

    /** Returns the part that stops the units in the list of {@link #listInstalled} that this version does not have. */
    String stopListed() {
        return WITH_SYSTEMD.formatted(stopOthers("sort -u " + list() + " 2>/dev/null") + "    rm -f " + list() + "\n");
    }

    /** Returns the part that stops the units of the earlier version, whose files exist, that this version does not have. */
    String stopRemoved() {
        return WITH_SYSTEMD.formatted(stopOthers(installed()));
    }

    /** The package tools remove the files of units, but leave the processes running. Without a file, `disable` fails. */
    private String stopOthers(String command) {
        return """
                    for file in $(%s); do
                        unit=${file##*/}
                        case ' %s ' in
                        *" $unit "*) ;;
                        *)
                            systemctl stop "$unit" || :
                            rm -f /etc/systemd/system/*.wants/"$unit"
                            ;;
                        esac
                    done
                """.formatted(command, all());
    }

    private String installed() {
        return "grep -lsxF 'PartOf=%1$s.target' %2$s%1$s-*".formatted(paths.name(), PackagePaths.UNITS);
    }

    /** Only root writes there. An upgrade that fails before the new version is configured leaves the list. */
    private String list() {
        return "/run/" + paths.name() + ".units";
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
