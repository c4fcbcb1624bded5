package io.github.pywar.python.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestElf;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadWarningsTest {

    private static final String TAG = "cp311-cp311-manylinux_2_17_x86_64";

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void warnsOnceOfAWheelWhoseTagIsWrong() throws IOException {
        report(
                "linux-x86_64",
                wheel("demo", TestElf.x86().versions("libc.so.6", "GLIBC_2.34").needs("libpq.so.5", "libxslt.so.1")),
                wheel("other", TestElf.x86().versions("libc.so.6", "GLIBC_2.17")));

        assertThat(progress.warnings()).hasSize(1);
        Golden.assertMatches("elf/wrong-tag.txt", progress.warnings().get(0));
    }

    @Test
    void acceptsLibrariesOfAnotherWheel() throws IOException {
        report(
                "linux-x86_64",
                wheel("torch", TestElf.x86().needs("libcudart.so.12", "libc.so.6")),
                wheel("cuda", TestElf.x86().soname("libcudart.so.12")));

        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void warnsOfAWheelForAnyPlatformWhoseCodeIsForOtherMachines() throws IOException {
        report(
                "linux-x86_64",
                TestWheel.of("demo", "1.0")
                        .file("demo/a.so", TestElf.aarch().needs("libc.so.6").bytes()));

        assertThat(progress.warnings())
                .containsExactly("The target may not load `demo-1.0-py3-none-any.whl`, although its tags fit\n"
                        + "    `demo/a.so` is for aarch64; the target is x86_64");
    }

    @Test
    void logsNativeCodeInAWheelForAnyPlatform() throws IOException {
        report(
                "linux-x86_64",
                TestWheel.of("demo", "1.0")
                        .file("demo/a.so", TestElf.x86().needs("libc.so.6").bytes())
                        .file("demo/b.so", TestElf.aarch().needs("libc.so.6").bytes()));

        assertThat(progress.warnings()).isEmpty();
        assertThat(progress.details())
                .containsExactly("`demo-1.0-py3-none-any.whl` has native code for aarch64, x86_64, although its tag is"
                        + " for any platform");
    }

    @Test
    void checksNothingForMacos() throws IOException {
        report("macos-14-arm64", wheel("demo", TestElf.x86().versions("libc.so.6", "GLIBC_2.34")));

        assertThat(progress.warnings()).isEmpty();
    }

    private static TestWheel wheel(String name, TestElf elf) {
        return TestWheel.of(name, "1.0").tag(TAG).file(name + "/native.so", elf.bytes());
    }

    private void report(String platform, TestWheel... wheels) throws IOException {
        Platform parsed = Platform.parse(platform);
        TargetEnvironment target = TargetEnvironment.of(
                PythonVersion.parse("3.11"), parsed.isMacos() ? parsed : parsed.withLibc(Libc.parse("glibc-2.28")));
        List<Wheel> opened = new ArrayList<>();
        for (TestWheel wheel : wheels) {
            opened.add(Wheel.open(wheel.write(folder)));
        }
        new LoadWarnings(target, Set.of(), progress).report(opened);
    }
}
