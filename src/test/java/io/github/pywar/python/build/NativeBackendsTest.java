package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.BackendWheels;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Real backends that compile. The compiled module is imported by a Python with an empty PATH. */
class NativeBackendsTest extends SourceBuildFixture {

    private static final String MODULE = """
            #define PY_SSIZE_T_CLEAN
            #include <Python.h>
            static PyObject *answer(PyObject *self, PyObject *arguments) { return PyLong_FromLong(42); }
            static PyMethodDef methods[] = {{"answer", answer, METH_NOARGS, __FILE__}, {NULL, NULL, 0, NULL}};
            static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "demo", NULL, -1, methods};
            PyMODINIT_FUNC PyInit_demo(void) { return PyModule_Create(&module); }
            """;

    private static final String PROJECT = "[project]\nname = \"demo\"\nversion = \"1.0\"\n";

    private static final String SETUP = """
            from setuptools import Extension, setup
            setup(name="demo", version="1.0", ext_modules=[Extension("demo", ["%s"])])
            """;

    @Override
    List<Path> links() {
        return List.of(BackendWheels.pure(), BackendWheels.forNative(), folder.resolve("links"));
    }

    private static void assumeTools(String... programs) {
        for (String program : programs) {
            Assumptions.assumeTrue(Tool.isThere(program), () -> "no `" + program + "` on the PATH");
        }
    }

    private static String buildSystem(String requires, String backend) {
        return "[build-system]\nrequires = [" + requires + "]\nbuild-backend = \"" + backend + "\"\n";
    }

    private Wheel checked(TestSource source) throws IOException {
        Wheel wheel = build(TestOptions.NATIVE, source.archive(folder.resolve("index")));
        wheel.verify();
        assertThat(wheel.fileName()).contains("-" + python.platform().replaceFirst("-", "_"));
        assertThat(progress.warnings()).isEmpty();
        Path site = Files.createDirectories(folder.resolve("site"));
        Tool.Result unpacked = Tool.run(
                site,
                python.executable().toString(),
                "-m",
                "zipfile",
                "-e",
                wheel.file().toString(),
                site.toString());
        assertThat(unpacked.exit()).as(unpacked.output()).isZero();
        Tool.Result run = Tool.run(
                site,
                Map.of("PATH", "", "PYTHONPATH", site.toString()),
                python.executable().toString(),
                "-c",
                "import demo; print(demo.answer())");
        assertThat(run.output()).isEqualTo("42\n");
        return wheel;
    }

    @Test
    void buildsExtensionOfSetuptools() throws IOException {
        assumeTools("cc");

        checked(TestSource.of("demo", "1.0")
                .file("setup.py", SETUP.formatted("demo.c"))
                .file("demo.c", MODULE));
    }

    @Test
    void compilesTheSameWheelInAnotherFolder() throws IOException {
        assumeTools("cc");
        TestSource source = TestSource.of("demo", "1.0")
                .file("setup.py", SETUP.formatted("demo.c"))
                .file("demo.c", MODULE);
        Wheel first = build(TestOptions.NATIVE, source.archive(folder.resolve("index")));
        TestBuilds elsewhere = new TestBuilds(folder.resolve("elsewhere"), links());

        try (SourceWheels wheels =
                elsewhere.open(http, python, TestOptions.NATIVE, BuiltWheelCheck.NONE, System.getenv(), progress)) {
            Wheel second = wheels.wheel(source.archive(folder.resolve("index")));

            assertThat(Sha256.of(second.file())).isEqualTo(Sha256.of(first.file()));
        }
    }

    @Test
    void buildsExtensionOfCython() throws IOException {
        assumeTools("cc");

        checked(TestSource.of("demo", "1.0")
                .file("pyproject.toml", buildSystem("\"setuptools\", \"cython\"", "setuptools.build_meta"))
                .file("setup.py", """
                        from setuptools import setup
                        from Cython.Build import cythonize
                        setup(name="demo", version="1.0", ext_modules=cythonize(["demo.pyx"]))
                        """)
                .file("demo.pyx", "def answer():\n    cdef int value = 42\n    return value\n"));
    }

    @Test
    void buildsExtensionOfScikitBuild() throws IOException {
        assumeTools("cc", "cmake");

        checked(TestSource.of("demo", "1.0")
                .file("pyproject.toml", buildSystem("\"scikit-build-core\"", "scikit_build_core.build") + PROJECT)
                .file("CMakeLists.txt", """
                        cmake_minimum_required(VERSION 3.15...3.30)
                        project(demo LANGUAGES C)
                        find_package(Python REQUIRED COMPONENTS Interpreter Development.Module)
                        python_add_library(demo MODULE demo.c WITH_SOABI)
                        install(TARGETS demo DESTINATION .)
                        """)
                .file("demo.c", MODULE));
    }

    @Test
    void buildsExtensionOfMeson() throws IOException {
        assumeTools("cc");

        checked(TestSource.of("demo", "1.0")
                .file("pyproject.toml", buildSystem("\"meson-python\"", "mesonpy") + PROJECT)
                .file("meson.build", """
                        project('demo', 'c', version: '1.0')
                        py = import('python').find_installation(pure: false)
                        py.extension_module('demo', 'demo.c', install: true)
                        """)
                .file("demo.c", MODULE));
    }

    /** The program needs no library: without the network, Cargo fetches none. */
    @Test
    void buildsProgramOfMaturin() throws IOException {
        assumeTools("cargo");
        TestSource source = TestSource.of("demo", "1.0")
                .file(
                        "pyproject.toml",
                        buildSystem("\"maturin\"", "maturin") + PROJECT + "[tool.maturin]\nbindings = \"bin\"\n")
                .file(
                        "Cargo.toml",
                        "[package]\nname = \"demo\"\nversion = \"1.0.0\"\nedition = \"2018\"\n[dependencies]\n")
                .file("Cargo.lock", "version = 3\n[[package]]\nname = \"demo\"\nversion = \"1.0.0\"\n")
                .file("src/main.rs", "fn main() { println!(\"{}\", 6 * 7); }\n");

        Wheel wheel = build(TestOptions.NATIVE, source.archive(folder.resolve("index")));

        wheel.verify();
        Path program = Files.write(
                folder.resolve("program"),
                wheel.files()
                        .get("demo-1.0.data/scripts/demo")
                        .orElseThrow()
                        .content()
                        .bytes());
        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(Tool.run(folder, program.toString()).output()).isEqualTo("42\n");
    }
}
