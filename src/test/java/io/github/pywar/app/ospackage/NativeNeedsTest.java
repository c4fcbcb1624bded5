package io.github.pywar.app.ospackage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.TestElf;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NativeNeedsTest {

    private static final String PYTHON = "/usr/bin/python3.11";

    private static FileTree tree() {
        byte[] driver = TestElf.x86()
                .needs(
                        "libpq.so.5",
                        "libz.so.1",
                        "libstdc++.so.6",
                        "libown-1.so.2",
                        "libpython3.11.so.1.0",
                        "libc.so.6")
                .versions("libc.so.6", "GLIBC_2.9", "GLIBC_2.28")
                .bytes();
        return FileTree.builder("the wheel")
                .add("driver.so", ByteSource.of(driver))
                .add(
                        "libs/libown-1.so.2",
                        ByteSource.of(TestElf.x86().soname("libown-1.so.2").bytes()))
                .build();
    }

    @Test
    void requiresPackagesOfDebian() throws IOException {
        assertThat(PackageFormat.DEB.requirements(NativeNeeds.of(tree(), 64), Optional.of(PYTHON)))
                .containsExactly(
                        "passwd", "python3.11", "libc6 (>= 2.28)", "libpq5 | libpq5t64", "libstdc++6", "zlib1g");
    }

    @Test
    void requiresLibrariesByTheirNamesInRpm() throws IOException {
        assertThat(PackageFormat.RPM.requirements(NativeNeeds.of(tree(), 64), Optional.of(PYTHON)))
                .containsExactly(
                        "/usr/sbin/useradd",
                        PYTHON,
                        "libc.so.6(GLIBC_2.28)(64bit)",
                        "libpq.so.5()(64bit)",
                        "libstdc++.so.6()(64bit)",
                        "libz.so.1()(64bit)");
    }

    @Test
    void needsNothingWithoutCompiledFiles() throws IOException {
        NativeNeeds needs = NativeNeeds.of(FileTree.empty(), 64);

        assertThat(needs.isNative()).isFalse();
        assertThat(needs.libraries()).isEmpty();
        assertThat(needs.glibc()).isEmpty();
    }
}
