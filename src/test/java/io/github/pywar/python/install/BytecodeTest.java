package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiled files of wheels are not installed; code without a source only for an allowed project. */
class BytecodeTest {

    private static final String LIB = "lib/python3.11/site-packages/";

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void skipsCompiledFilesAndTheirRows() throws IOException {
        FileTree tree = install(
                Set.of(),
                demo().file("demo/x.py", "x")
                        .file("demo/x.pyc", "evil")
                        .file("demo/X.py", "x")
                        .file("demo/X.PYC", "evil")
                        .file("demo/__pycache__/__init__.cpython-311.pyc", "evil")
                        .file("demo/__pycache__/gone.cpython-311.pyc", "evil")
                        .file("demo/__pycache__/x.cpython-311.opt-1.pyo", "evil")
                        .file("__pycache__/kernel.nbi", "evil")
                        .data("purelib/demo/__pycache__/x.cpython-311.pyc", "evil")
                        .data("scripts/__pycache__/tool.cpython-311.pyc", "evil"));

        assertThat(tree.entries().keySet())
                .filteredOn(path -> !path.contains(".dist-info/"))
                .containsExactly(LIB + "demo/X.py", LIB + "demo/__init__.py", LIB + "demo/x.py");
        String record = new String(
                tree.get(LIB + "demo-1.0.dist-info/RECORD")
                        .orElseThrow()
                        .content()
                        .bytes(),
                StandardCharsets.UTF_8);
        assertThat(record).doesNotContainIgnoringCase(".pyc").doesNotContain("__pycache__");
        assertThat(progress.details())
                .containsExactly("`demo-1.0-py3-none-any.whl`: 8 compiled files are not installed");
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void refusesCodeWithoutSource() {
        TestWheel wheel = demo().file("demo/engine.pyc", "x").file("demo/sub/__init__.pyc", "x");

        UserException error = catchThrowableOfType(UserException.class, () -> install(Set.of(), wheel));

        Golden.assertMatches("install/bytecode.txt", error.getMessage());
    }

    @Test
    void installsCodeWithoutSourceOfAnAllowedProject() throws IOException {
        TestWheel wheel = demo().file("demo/engine.pyc", "x")
                .file("demo/__init__.pyc", "evil")
                .file("demo/__pycache__/engine.cpython-311.pyc", "evil");

        FileTree tree = install(Set.of(PackageName.parse("Demo")), wheel);

        assertThat(tree.entries().keySet())
                .filteredOn(path -> path.endsWith(".pyc"))
                .containsExactly(LIB + "demo/engine.pyc");
        assertThat(progress.warnings())
                .containsExactly("`demo-1.0-py3-none-any.whl` has compiled code without a source: `demo/engine.pyc`."
                        + " It is installed, because this project may have some"
                        + "\nhint: stop allowing compiled code of `demo` once a wheel of `demo` contains its sources");
    }

    /** Python's own finder prefers extension modules and sources to compiled modules. */
    @ParameterizedTest
    @CsvSource({
        "a.pyc, a.pyc",
        "a.pyc a.py, ''",
        "a.pyc a.txt, a.pyc",
        "a.pyc a.so, ''",
        "a.pyc a.cpython-311-x86_64-linux-gnu.so, ''",
        "a.pyc a.abi3.so, ''",
        "a.pyc b/a.py, a.pyc",
        "b/a.pyc a.py, b/a.pyc",
        "b/__init__.pyc b/a.py, b/__init__.pyc",
        "b/__pycache__/a.cpython-311.pyc, ''",
        "a.pyo, a.pyo",
        "a.b.pyc a.py, a.b.pyc",
        "a.b.pyc a.b.py, ''",
    })
    void detectsCodeWithoutSource(String files, String sourceless) {
        List<String> expected = sourceless.isEmpty() ? List.of() : Arrays.asList(sourceless.split(" "));

        assertThat(Bytecode.sourceless(Arrays.asList(files.split(" ")))).isEqualTo(expected);
    }

    private FileTree install(Set<PackageName> allowed, TestWheel wheel) throws IOException {
        ScriptTemplate template = ScriptTemplate.of("#!/bin/sh\n''':'\n':'''\n", "3.11");
        return new WheelInstaller(InstallLayout.of("3.11", false), template, "3.11")
                .allowingBytecode(allowed)
                .reporting(progress)
                .install(new Installation(Wheel.open(wheel.write(folder)), false, Optional.empty()));
    }

    private static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "one = 1\n");
    }
}
