package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.builtcode.BuiltCodeCheck;
import io.github.pywar.python.builtcode.LibraryCopies;
import io.github.pywar.python.elf.NativeRequirements;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.BackendWheels;
import io.github.pywar.testing.TestElf;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compiled code that is linked with a library of this machine. */
class WheelRepairTest extends SourceBuildFixture {

    private static final String MODULE = """
            #define PY_SSIZE_T_CLEAN
            #include <Python.h>
            extern long own_answer(void);
            static PyObject *answer(PyObject *self, PyObject *arguments) { return PyLong_FromLong(own_answer()); }
            static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
            static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "demo", NULL, -1, methods};
            PyMODINIT_FUNC PyInit_demo(void) { return PyModule_Create(&module); }
            """;

    private static final String SETUP = """
            from setuptools import Extension, setup
            setup(name="demo", version="1.0",
                  ext_modules=[Extension("demo", ["demo.c"], libraries=["own"], library_dirs=["%s"])])
            """;

    private static final Path PSYCOPG =
            Path.of("target", "tools", "psycopg2-source").toAbsolutePath();

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void assumeCompiler() {
        Assumptions.assumeTrue(Tool.isThere("cc"), "no `cc` on the PATH");
        Assumptions.assumeFalse(python.platform().startsWith("macos"), "no Linux");
    }

    @Override
    List<Path> links() {
        return List.of(BackendWheels.pure(), BackendWheels.forRepair());
    }

    @Test
    void refusesLibrariesOfTheMachine() throws IOException {
        DistributionFile source = linkedWithOwnLibrary();

        UserException error = catchThrowableOfType(UserException.class, () -> build(source, false, "glibc-2.41"));

        assertThat(error)
                .hasMessageContaining("needs `libown.so`, which is neither in the wheel nor on every Linux")
                .hasMessageContaining("hint: copy the libraries of this machine");
    }

    @Test
    void copiesLibrariesOfTheMachineIntoTheWheel() throws IOException {
        Wheel wheel = build(linkedWithOwnLibrary(), true, "glibc-2.41");

        wheel.verify();
        assertThat(wheel.fileName()).contains("manylinux_2_");
        assertThat(NativeRequirements.of(wheel).libraries()).anyMatch(name -> name.startsWith("libown-"));
        Files.delete(folder.resolve("lib/libown.so"));
        assertThat(imported(wheel, "import demo; print(demo.answer())")).isEqualTo("42\n");
    }

    @Test
    void repairsAWheelOnce() throws IOException {
        DistributionFile source = linkedWithOwnLibrary();
        Wheel first = build(source, true, "glibc-2.41");
        int steps = progress.steps().size();

        Wheel again = build(source, true, "glibc-2.41");

        assertThat(again.file()).isEqualTo(first.file());
        assertThat(progress.steps()).hasSize(steps);
    }

    @Test
    void repairsTheSameWheelElsewhere() throws IOException {
        DistributionFile source = linkedWithOwnLibrary();
        Wheel first = build(source, true, "glibc-2.41");

        Wheel second = build(new TestBuilds(folder.resolve("elsewhere"), links()), source, true, "glibc-2.41");

        assertThat(Sha256.of(second.file())).isEqualTo(Sha256.of(first.file()));
    }

    @Test
    void keepsTheLibraryOfPythonThatAProgramNeeds() throws IOException {
        byte[] elf = TestElf.x86().needs("libpython3.11.so.1.0", "libpq.so.5").bytes();
        Path file = TestWheel.of("demo", "1.0")
                .tag("cp311-cp311-linux_x86_64")
                .file("demo-1.0.data/scripts/demo", elf)
                .file(
                        "demo/native.so",
                        TestElf.x86().needs("libpython3.12.so.1.0").bytes())
                .write(folder);
        WheelRepair repair = new WheelRepair(null, null, null, Set.of("libz.so.9"), folder, null);

        assertThat(repair.kept(Wheel.open(file))).containsExactly("libpython3.11.so.1.0", "libz.so.9");
    }

    @Test
    void reportsALibraryThatCannotBeFound() throws IOException {
        DistributionFile source = linkedWithOwnLibrary();
        variables.clear();

        UserException error = catchThrowableOfType(UserException.class, () -> build(source, true, "glibc-2.41"));

        assertThat(error)
                .hasMessageStartingWith("Cannot copy the libraries of this machine into `demo-1.0-")
                .hasMessageContaining("auditwheel ended with exit status 1\n    log: ")
                .hasMessageContaining("libown.so")
                .hasMessageContaining("hint: install the libraries that the log names");
    }

    @Test
    void bundlesLibpqOfPsycopg() throws IOException {
        Assumptions.assumeTrue(Tool.isThere("pg_config"), "no `pg_config` on the PATH");

        Wheel wheel = build(psycopg(), true, "glibc-2.41");

        assertThat(NativeRequirements.of(wheel).libraries())
                .anyMatch(name -> name.startsWith("libpq-"))
                .anyMatch(name -> name.startsWith("libssl-"));
        assertThat(imported(wheel, "import psycopg2; print(psycopg2.__libpq_version__ > 0)"))
                .isEqualTo("True\n");
        assertThat(imported(
                        wheel,
                        "import psycopg2.extensions; open('/proc/self/maps').read().index('/psycopg2.libs/libpq-')"))
                .isEmpty();
    }

    /** Compiles a library that only this machine has, and returns source code that is linked with it. */
    private DistributionFile linkedWithOwnLibrary() throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Files.writeString(lib.resolve("own.c"), "long own_answer(void) { return 42; }\n");
        Tool.Result compiled =
                Tool.run(lib, "cc", "-shared", "-fPIC", "-o", "libown.so", "-Wl,-soname,libown.so", "own.c");
        assertThat(compiled.exit()).as(compiled.output()).isZero();
        variables.put("LD_LIBRARY_PATH", lib.toString());
        return TestSource.of("demo", "1.0")
                .file("setup.py", SETUP.formatted(lib))
                .file("demo.c", MODULE)
                .archive(folder.resolve("index"));
    }

    private DistributionFile psycopg() throws IOException {
        if (Files.notExists(PSYCOPG)) {
            Tool.Result downloaded = Tool.run(
                    Path.of("."),
                    python.executable().toString(),
                    "-m",
                    "pip",
                    "download",
                    "-q",
                    "--no-deps",
                    "--no-binary",
                    ":all:",
                    "-d",
                    PSYCOPG.toString(),
                    "psycopg2");
            Assumptions.assumeTrue(downloaded.exit() == 0, downloaded::output);
        }
        File archive = PSYCOPG.toFile().listFiles((any, name) -> name.endsWith(".tar.gz"))[0];
        return DistributionFile.builder(archive.getName(), archive.toURI())
                .hash("sha256", Sha256.of(archive.toPath()).hex())
                .indexId("test")
                .build();
    }

    private Wheel build(DistributionFile source, boolean isRepairing, String libc) throws IOException {
        return build(builds(), source, isRepairing, libc);
    }

    private Wheel build(TestBuilds builds, DistributionFile source, boolean isRepairing, String libc)
            throws IOException {
        TargetEnvironment target = TargetEnvironment.of(
                PythonVersion.parse(python.series()),
                Platform.parse(python.platform()).withLibc(Libc.parse(libc)));
        BuildOptions options = TestOptions.repairing(variables, isRepairing);
        BuiltCodeCheck check = new BuiltCodeCheck(Set.of(), LibraryCopies.NONE, progress);
        try (SourceWheels wheels = builds.open(http, target, options, check::tags, System.getenv(), progress)) {
            return wheels.wheel(source);
        }
    }

    private String imported(Wheel wheel, String code) throws IOException {
        Path site = Files.createDirectories(folder.resolve("site"));
        String program = python.executable().toString();
        Tool.Result unpacked =
                Tool.run(site, program, "-m", "zipfile", "-e", wheel.file().toString(), site.toString());
        assertThat(unpacked.exit()).as(unpacked.output()).isZero();
        Map<String, String> clean = Map.of("PATH", "", "LD_LIBRARY_PATH", "", "PYTHONPATH", site.toString());
        return Tool.run(site, clean, program, "-c", code).output();
    }
}
