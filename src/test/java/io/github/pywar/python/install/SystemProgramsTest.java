package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No script of a wheel replaces an interpreter, a shell or a program of the system. */
class SystemProgramsTest {

    private static final String REST =
            ", a script of `demo-1.0-py3-none-any.whl`, is not installed in `bin/`: an interpreter, a shell or a program of the"
                    + " system has that name";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python",
                "python3",
                "python3.11",
                "Python3.13t",
                "python2.7",
                "python3.11d",
                "pythonw",
                "pypy",
                "pypy3",
                "pypy3.10",
                "python3-config",
                "python._pth",
                "pyvenv.cfg",
                "pybuilddir.txt",
                "sh",
                "SH",
                "bash",
                "dash",
                "zsh",
                "ksh",
                "env",
                "psql",
                "mysql",
                "sqlite3",
                "sudo",
                "su",
                "rm",
                "cat",
                "systemctl",
                "curl",
                "ssh"
            })
    void skipsThemAsEntryPointsAndAsScripts(String name) throws IOException {
        TestProgress progress = new TestProgress();
        FileTree entryPoint = install(
                progress,
                demo().info("entry_points.txt", "[console_scripts]\n" + name + " = demo:main\nok = demo:main\n"));
        FileTree script =
                install(progress, demo().data("scripts/" + name, "#!/bin/sh\n").data("scripts/ok", "#!/bin/sh\n"));
        FileTree inFolder = install(
                progress, demo().data("scripts/" + name + "/x", "#!/bin/sh\n").data("scripts/ok", "#!/bin/sh\n"));

        assertThat(scripts(entryPoint)).containsExactly("bin/ok");
        assertThat(scripts(script)).containsExactly("bin/ok");
        assertThat(scripts(inFolder)).containsExactly("bin/ok");
        assertThat(progress.warnings())
                .containsExactly("`" + name + "`" + REST, "`" + name + "`" + REST, "`" + name + "/x`" + REST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipx",
                "pip3.11",
                "gunicorn",
                "django-admin",
                "python-argcomplete-tcsh",
                "python-semantic-release",
                "pythonic",
                "ipython3",
                "pyproject",
                "shell",
                "bashate",
                "sqlformat",
                "mysqlclient",
                "catalog",
                "2to3",
                "rst2html.py",
                "memray3.13"
            })
    void installsOtherNames(String name) throws IOException {
        TestProgress progress = new TestProgress();

        FileTree tree =
                install(progress, demo().info("entry_points.txt", "[console_scripts]\n" + name + " = demo:main\n"));

        assertThat(scripts(tree)).containsExactly("bin/" + name);
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void skipsTheWrapperOfASkippedEntryPoint() throws IOException {
        TestProgress progress = new TestProgress();

        FileTree tree = install(
                progress,
                demo().info("entry_points.txt", "[console_scripts]\nsh = demo:main\n")
                        .data("scripts/sh", "#!python\n")
                        .data("scripts/sh-script.py", "#!python\n"));

        assertThat(scripts(tree)).isEmpty();
    }

    private static Iterable<String> scripts(FileTree tree) {
        return tree.entries().keySet().stream()
                .filter(path -> path.startsWith("bin/"))
                .toList();
    }

    private FileTree install(TestProgress progress, TestWheel wheel) throws IOException {
        ScriptTemplate template = ScriptTemplate.of("#!/bin/sh\n''':'\n':'''\n", "3.11");
        return new WheelInstaller(InstallLayout.of("3.11", false), template, "3.11")
                .reporting(progress)
                .install(new Installation(Wheel.open(wheel.write(folder)), false, Optional.empty()));
    }

    private static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "one = 1\n");
    }
}
