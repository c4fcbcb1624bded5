package io.github.pywar.python.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestElf;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeRequirementsTest {

    private static final byte[] EXTENSION = TestElf.x86()
            .needs("libpq.so.5", "libhelper.so.1")
            .versions("libc.so.6", "GLIBC_2.2.5", "GLIBC_2.28", "GLIBC_2.4")
            .versions("libstdc++.so.6", "GLIBCXX_3.4.9", "GLIBCXX_3.4.19", "CXXABI_1.3", "CXXABI_TM_1")
            .runpath("$ORIGIN/../demo.libs:/home/builder/lib")
            .bytes();

    @TempDir
    Path folder;

    @Test
    void findsTheHighestVersionOfEachFamily() throws IOException {
        NativeGroup group = group(demo().file("demo/b.so", EXTENSION));

        assertThat(group.machine()).isEqualTo("x86_64");
        assertThat(group.libc()).isEqualTo(LibcFamily.GLIBC);
        assertThat(group.file()).isEqualTo("demo/b.so");
        assertThat(group.versions())
                .containsExactly(
                        new NativeGroup.RequiredVersion("CXXABI_1.3", "libstdc++.so.6", "demo/b.so"),
                        new NativeGroup.RequiredVersion("CXXABI_TM_1", "libstdc++.so.6", "demo/b.so"),
                        new NativeGroup.RequiredVersion("GLIBC_2.28", "libc.so.6", "demo/b.so"),
                        new NativeGroup.RequiredVersion("GLIBCXX_3.4.19", "libstdc++.so.6", "demo/b.so"));
    }

    @Test
    void listsLibrariesThatAreNotInTheWheel() throws IOException {
        byte[] helper = TestElf.x86().soname("libhelper.so.1").bytes();
        NativeRequirements required =
                of(demo().file("demo/b.so", EXTENSION).file("demo.libs/libhelper-1.2.so", helper));

        assertThat(required.libraries()).containsExactly("b.so", "libhelper-1.2.so", "libhelper.so.1");
        assertThat(required.groups())
                .extracting(group -> group.libc() + " " + group.libraries().keySet())
                .containsExactly("NONE []", "GLIBC [libc.so.6, libpq.so.5, libstdc++.so.6]");
    }

    @Test
    void ignoresVersionsThatAreWeakOrOfALibraryInTheWheel() throws IOException {
        byte[] weak = TestElf.x86().versions("libc.so.6", "GLIBC_2.38").weak().bytes();
        byte[] bundled = TestElf.x86().versions("libgcc_s-1.so.1", "GCC_14.0.0").bytes();
        byte[] gcc = TestElf.x86().soname("libgcc_s-1.so.1").bytes();

        NativeRequirements required =
                of(demo().file("a.so", weak).file("b.so", bundled).file("demo.libs/libgcc_s-1.so.1", gcc));

        assertThat(required.groups())
                .allSatisfy(group -> assertThat(group.versions()).isEmpty());
    }

    @Test
    void separatesArchitecturesAndCLibraries() throws IOException {
        NativeRequirements required = of(demo().file(
                        "a.so", TestElf.x86().needs("libc.so.6").bytes())
                .file("b.so", TestElf.x86().needs("libc.musl-x86_64.so.1").bytes())
                .file("c.so", TestElf.aarch().needs("ld-linux-aarch64.so.1").bytes())
                .file("d.o", TestElf.aarch().type(1).needs("libother.so").bytes()));

        assertThat(required.groups())
                .extracting(group -> group.machine() + " " + group.libc())
                .containsExactly("x86_64 GLIBC", "x86_64 MUSL", "aarch64 NONE");
    }

    @Test
    void listsFoldersOutsideOfTheWheel() throws IOException {
        assertThat(group(demo().file("demo/b.so", EXTENSION)).absolutePaths())
                .containsExactly(Map.entry("/home/builder/lib", "demo/b.so"));
    }

    @Test
    void listsDamagedFiles() throws IOException {
        NativeRequirements required = of(demo().file("demo/cut.so", Arrays.copyOf(EXTENSION, 100)));

        assertThat(required.isNative()).isFalse();
        assertThat(required.unreadable())
                .containsExactly(Map.entry(
                        "demo/cut.so",
                        "`demo/cut.so` is not a valid ELF file: the table of program headers is outside of the file"));
    }

    @Test
    void findsElfFilesByTheirFirstBytes() throws IOException {
        NativeRequirements required = of(demo().file("demo/tool", EXTENSION)
                .change("demo/tool", entry -> entry.stored(EXTENSION))
                .file("demo/text.so", "\177EL".repeat(40))
                .file("demo/short.so", "\177ELF"));

        assertThat(required.libraries()).containsExactly("tool");
    }

    @Test
    void readsAWheelOnce() throws IOException {
        Wheel wheel = Wheel.open(demo().file("demo/b.so", EXTENSION).write(folder));
        NativeRequirements first = NativeRequirements.of(wheel);

        NativeRequirements again = NativeCache.of(wheel, () -> {
            throw new AssertionError("it is read again");
        });

        assertThat(again).isEqualTo(first);
    }

    @Test
    void readsAWheelAgainIfTheCacheIsDamagedOrOfAnotherWheel() throws IOException {
        Wheel wheel = Wheel.open(demo().file("demo/b.so", EXTENSION).write(folder));
        NativeRequirements first = NativeRequirements.of(wheel);
        Path entry = folder.resolve(wheel.fileName() + ".native");
        byte[] cached = Files.readAllBytes(entry);

        Files.write(entry, Arrays.copyOf(cached, cached.length - 1));
        assertThat(NativeRequirements.of(wheel)).isEqualTo(first);

        demo().write(folder);
        assertThat(NativeRequirements.of(Wheel.open(wheel.file())).isNative()).isFalse();
    }

    @Test
    void readsRangesOfALargeFileInAnyOrder() throws IOException {
        byte[] content = new byte[(16 << 20) + 500_000];
        new Random(7).nextBytes(content);
        ByteRanges expected = ByteRanges.of(content);

        try (InflatedRanges ranges = new InflatedRanges(ByteSource.of(content))) {
            for (int offset : new int[] {
                0, 100_000, (16 << 20) - 10, (16 << 20) + 400_000, (16 << 20) + 100, 50, (16 << 20) + 499_980, 1 << 24
            }) {
                assertThat(ranges.read(offset, 20)).isEqualTo(expected.read(offset, 20));
            }
        }
    }

    private static TestWheel demo() {
        return TestWheel.of("demo", "1.0").tag("cp311-cp311-linux_x86_64");
    }

    private NativeGroup group(TestWheel wheel) throws IOException {
        return of(wheel).groups().get(0);
    }

    private NativeRequirements of(TestWheel wheel) throws IOException {
        return NativeRequirements.of(Wheel.open(wheel.write(folder)));
    }
}
