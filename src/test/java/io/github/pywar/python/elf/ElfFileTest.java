package io.github.pywar.python.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.testing.TestElf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElfFileTest {

    @ParameterizedTest
    @CsvSource({
        "62, 64, LITTLE_ENDIAN, x86_64",
        "183, 64, LITTLE_ENDIAN, aarch64",
        "3, 32, LITTLE_ENDIAN, i686",
        "40, 32, LITTLE_ENDIAN, armv7l",
        "21, 64, LITTLE_ENDIAN, ppc64le",
        "21, 64, BIG_ENDIAN, ppc64",
        "22, 64, BIG_ENDIAN, s390x",
        "243, 64, LITTLE_ENDIAN, riscv64",
        "258, 64, LITTLE_ENDIAN, loongarch64",
        "62, 32, LITTLE_ENDIAN, x86_64-32",
        "183, 64, BIG_ENDIAN, aarch64-64",
        "2, 32, BIG_ENDIAN, machine-2"
    })
    void readsEveryArchitecture(int machine, int bits, String order, String name) throws IOException {
        ByteOrder bytes = order.startsWith("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ElfFile file = read(everything(TestElf.of(machine, bits, bytes)));

        assertThat(file.machine()).isEqualTo(name);
        assertThat(file.kind()).isEqualTo(ElfFile.Kind.SHARED);
        assertThat(file.needed()).containsExactly("libpq.so.5", "libc.so.6", "libm.so.6");
        assertThat(file.soname()).hasValue("libdemo.so.1");
        assertThat(file.rpath()).containsExactly("/opt/lib");
        assertThat(file.runpath()).containsExactly("$ORIGIN/../demo.libs:/usr/local/lib");
        assertThat(file.interpreter()).hasValue("/lib64/ld-linux-x86-64.so.2");
        assertThat(file.versions())
                .containsExactly(
                        new VersionNeed("libc.so.6", "GLIBC_2.2.5", false, 2),
                        new VersionNeed("libc.so.6", "GLIBC_2.28", false, 3),
                        new VersionNeed("libm.so.6", "GLIBC_2.29", false, 4));
    }

    @Test
    void readsAFileThatIsNotDynamicallyLinked() throws IOException {
        byte[] relocatable = Arrays.copyOf(TestElf.x86().type(1).bytes(), 64);
        ByteBuffer.wrap(relocatable).order(ByteOrder.LITTLE_ENDIAN).putShort(56, (short) 0);

        ElfFile file = read(relocatable);

        assertThat(file.kind()).isEqualTo(ElfFile.Kind.RELOCATABLE);
        assertThat(file.needed()).isEmpty();
        assertThat(file.versions()).isEmpty();
    }

    @Test
    void readsTheSymbolsOfAVersion() throws IOException {
        byte[] file = everything(TestElf.x86());

        assertThat(ElfSymbols.requiring(ByteRanges.of(file), "GLIBC_2.28")).containsExactly("fcntl64", "statx");
        assertThat(ElfSymbols.requiring(ByteRanges.of(file), "GLIBC_2.29")).containsExactly("exp");
        assertThat(ElfSymbols.requiring(ByteRanges.of(file), "GLIBC_2.30")).isEmpty();
    }

    static Stream<Object[]> damagedFiles() {
        byte[] file = everything(TestElf.x86());
        return Stream.of(
                damaged("its class is 3, not 1 or 2", file, 4, 3, 1),
                damaged("its byte order is 0, not 1 or 2", file, 5, 0, 1),
                damaged("it does not begin with the signature of ELF", file, 0, 0, 1),
                damaged("it has 65535 program headers of 56 bytes", file, 56, 0xFFFF, 2),
                damaged("it has 3 program headers of 55 bytes", file, 54, 55, 2),
                damaged("the table of program headers is outside of the file", file, 32, -1, 8),
                damaged("the table of program headers is outside of the file", file, 32, file.length, 8),
                damaged("the dynamic section is outside of the file", file, 64 + 56 + 8, Integer.MAX_VALUE, 8),
                damaged("the table of strings is in no segment", file, 64 + 32, 100, 8),
                damaged("its dynamic section has no end", file, 64 + 56 + 32, 32, 8),
                new Object[] {"the header is outside of the file", Arrays.copyOf(file, 40)},
                new Object[] {"the dynamic section is outside of the file", Arrays.copyOf(file, file.length - 20)});
    }

    @ParameterizedTest
    @MethodSource("damagedFiles")
    void refusesDamagedFiles(String reason, byte[] file) {
        UserException error = catchThrowableOfType(UserException.class, () -> read(file));

        assertThat(error).hasMessage("`demo.so` is not a valid ELF file: " + reason);
    }

    @Test
    void refusesAListOfVersionsThatNeverEnds() {
        byte[] file = everything(TestElf.x86());
        ByteBuffer numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int needs = 64 + 3 * 56;
        numbers.putShort(needs + 2, (short) 0xFFFF);
        // the first library has 65,535 versions, and each is followed by one a byte later
        for (int at = needs + 16; at + 16 < file.length; at++) {
            if (numbers.getInt(at) == 0) {
                numbers.putInt(needs + 16 + 12, 1);
            }
        }

        UserException error = catchThrowableOfType(UserException.class, () -> read(file));

        assertThat(error).hasMessageContaining("`demo.so` is not a valid ELF file: ");
    }

    @Test
    void readsOrRefusesAnyPrefix() throws IOException {
        byte[] file = everything(TestElf.x86());
        for (int length = 0; length < file.length; length++) {
            byte[] prefix = Arrays.copyOf(file, length);
            assertThat(catchThrowableOfType(UserException.class, () -> read(prefix)))
                    .as("%d bytes", length)
                    .isNotNull();
        }
    }

    private static Object[] damaged(String reason, byte[] file, int at, long value, int size) {
        byte[] damaged = file.clone();
        for (int i = 0; i < size; i++) {
            damaged[at + i] = (byte) (value >> 8 * i);
        }
        return new Object[] {reason, damaged};
    }

    private static byte[] everything(TestElf file) {
        return file.needs("libpq.so.5")
                .soname("libdemo.so.1")
                .rpath("/opt/lib")
                .runpath("$ORIGIN/../demo.libs:/usr/local/lib")
                .interpreter("/lib64/ld-linux-x86-64.so.2")
                .versions("libc.so.6", "GLIBC_2.2.5", "GLIBC_2.28")
                .versions("libm.so.6", "GLIBC_2.29")
                .symbol("printf", "GLIBC_2.2.5")
                .symbol("fcntl64", "GLIBC_2.28")
                .symbol("statx", "GLIBC_2.28")
                .symbol("exp", "GLIBC_2.29")
                .bytes();
    }

    private static ElfFile read(byte[] file) throws IOException {
        return ElfFile.read(ByteRanges.of(file), "demo.so");
    }
}
