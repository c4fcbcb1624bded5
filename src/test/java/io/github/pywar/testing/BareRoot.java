package io.github.pywar.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/**
 * Root of a file system with the C library of this machine and busybox, and with nothing else: no Python and no
 * bash. Processes run in it without this machine's own files.
 */
public final class BareRoot {

    /** Python of Debian without its large parts, which finds its library from the place of its program. */
    private static final String PYTHON = """
            set -e
            mkdir -p "$1/bin" "$1/lib"
            cp /usr/bin/python3.11 "$1/bin/python3.11"
            ln -s python3.11 "$1/bin/python3"
            (cd /usr/lib && tar cf - --exclude=__pycache__ --exclude=test --exclude=idlelib --exclude=ensurepip \
              --exclude=lib2to3 --exclude=pydoc_data --exclude='config-*' --exclude='_tkinter*' --exclude='_dbm*' \
              --exclude='_ssl*' --exclude='readline*' --exclude=dist-packages --exclude='sitecustomize*' python3.11) | (cd "$1/lib" && tar xf -)
            """;

    private static final String ROOT = """
            set -e
            mkdir -p "$1/bin" "$1/tmp" "$1/proc" "$1/dev" "$1/home/user" "$1/srv" "$1/var/cache" "$1/etc"
            cp /usr/bin/busybox "$1/bin/busybox"
            echo root:x:0:0:root:/home/user:/bin/sh >"$1/etc/passwd"
            echo user:x:1000:1000:user:/home/user:/bin/sh >>"$1/etc/passwd"
            echo nobody:x:65534:65534:nobody:/home/user:/bin/sh >>"$1/etc/passwd"
            printf 'root:x:0:\\nuser:x:1000:\\nnogroup:x:65534:\\n' >"$1/etc/group"
            for name in sh cat chmod cksum cp dd dirname echo env expr gzip head id ln ls mkdir mv pwd readlink rm sed sha256sum tail \
              tar test tr true uname; do
                ln -s busybox "$1/bin/$name"
            done
            for library in $(ldd /usr/bin/python3.11 /usr/lib/python3.11/lib-dynload/_ctypes.*.so \
              | sed -n 's/.*[ \\t]\\(\\/lib[^ ]*\\).*/\\1/p' | sort -u); do
                mkdir -p "$1$(dirname "$library")"
                cp -L "$library" "$1$library"
            done
            """;

    private final Path folder;

    private BareRoot(Path folder) {
        this.folder = folder;
    }

    /** Fills a new folder. */
    public static BareRoot in(Path folder) {
        shell(ROOT, folder);
        return new BareRoot(folder);
    }

    /** Returns the root of a folder that exists. */
    public static BareRoot at(Path folder) {
        return new BareRoot(folder);
    }

    /** Copies a Python that can be moved into a new folder. */
    public static void copyPython(Path folder) {
        shell(PYTHON, folder);
    }

    private static void shell(String script, Path folder) {
        Tool.Result result = Tool.run(Path.of("."), "sh", "-c", script, "sh", folder.toString());
        Assertions.assertThat(result.exit()).as(result.output()).isZero();
    }

    /** Returns the folder. */
    public Path path() {
        return folder;
    }

    /**
     * Returns the command line that runs a command in the root, as a user, with processes of its own and the network of
     * this machine.
     *
     * @param writable whether the command may write into the root
     */
    public List<String> command(int user, boolean writable, List<String> command) {
        List<String> words =
                new ArrayList<>(List.of("bwrap", "--unshare-user", "--uid", "" + user, "--gid", "" + user));
        words.addAll(List.of("--unshare-pid", "--die-with-parent", "--clearenv", "--setenv", "PATH", "/bin:/usr/bin"));
        words.addAll(List.of("--setenv", "HOME", "/home/user"));
        words.addAll(List.of(writable ? "--bind" : "--ro-bind", folder.toString(), "/"));
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        words.addAll(command);
        return words;
    }

    /** Runs a command to its end, see {@link #command}. */
    public Tool.Result run(int user, boolean writable, String... command) {
        List<String> words = command(user, writable, List.of(command));
        return Tool.run(
                Path.of("."), words.get(0), words.subList(1, words.size()).toArray(String[]::new));
    }
}
