package io.github.pywar.python.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlibcFloorsTest {

    @ParameterizedTest
    @CsvSource({
        "GLIBC_2.2.5, x86_64, 2",
        "GLIBC_2.17, x86_64, 17",
        "GLIBC_2.34, x86_64, 34",
        "GLIBC_ABI_DT_RELR, x86_64, 36",
        "GLIBC_ABI_GNU2_TLS, x86_64, 42",
        "GLIBC_3.0, x86_64, 42",
        "GLIBCXX_3.4, x86_64, 5",
        "GLIBCXX_3.4.9, x86_64, 12",
        "GLIBCXX_3.4.19, x86_64, 17",
        "GLIBCXX_3.4.24, x86_64, 27",
        "GLIBCXX_3.4.25, x86_64, 31",
        "GLIBCXX_3.4.30, x86_64, 35",
        "GLIBCXX_3.4.34, x86_64, 42",
        "GLIBCXX_LDBL_3.4, x86_64, 17",
        "GLIBCXX_IEEE128_3.4.29, x86_64, 34",
        "CXXABI_1.3.1, x86_64, 5",
        "CXXABI_1.3.11, x86_64, 27",
        "CXXABI_TM_1, x86_64, 17",
        "CXXABI_FLOAT128, x86_64, 24",
        "CXXABI_ARM_1.3.3, x86_64, 17",
        "GCC_3.0, x86_64, 5",
        "GCC_4.8.0, x86_64, 17",
        "GCC_7.0.0, x86_64, 27",
        "GCC_14.0.0, x86_64, 39",
        "ZLIB_1.2.9, x86_64, 27",
        "LIBATOMIC_1.0, x86_64, 24",
        "LIBATOMIC_1.0, aarch64, 17",
        "GLIBCXX_3.4.24, aarch64, 26",
        "ZLIB_1.2.9, aarch64, 27",
        "ZLIB_1.2.9, s390x, 26"
    })
    void returnsTheFirstGlibcOfSystemsWithAVersion(String version, String machine, int minor) {
        assertThat(GlibcFloors.of(SymbolVersion.tryParse(version).orElseThrow(), machine))
                .hasValue(minor);
    }

    @Test
    void returnsNoneForSymbolsOfOneRelease() {
        assertThat(GlibcFloors.of(SymbolVersion.tryParse("GLIBC_PRIVATE").orElseThrow(), "x86_64"))
                .isEqualTo(OptionalInt.empty());
    }

    @ParameterizedTest
    @CsvSource({"x86_64, 5", "i686, 5", "aarch64, 17", "riscv64, 31", "loongarch64, 36"})
    void returnsTheOldestGlibcOfAnArchitecture(String machine, int minor) {
        assertThat(GlibcFloors.oldest(machine)).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({"OPENSSL_3.0.0, true", "libpq, false", "LIBXML2_2.4.30, false", "GLIBC_, true", "'', false"})
    void parsesVersionsOfSystemLibraries(String text, boolean isVersion) {
        assertThat(SymbolVersion.tryParse(text).isPresent()).isEqualTo(isVersion);
    }
}
