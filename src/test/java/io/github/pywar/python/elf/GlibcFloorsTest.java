package io.github.pywar.python.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlibcFloorsTest {

    @ParameterizedTest
    @CsvSource({
        "GLIBC_2.2.5, 2",
        "GLIBC_2.17, 17",
        "GLIBC_2.34, 34",
        "GLIBC_ABI_DT_RELR, 36",
        "GLIBC_ABI_GNU2_TLS, 42",
        "GLIBC_3.0, 42",
        "GLIBCXX_3.4, 5",
        "GLIBCXX_3.4.9, 12",
        "GLIBCXX_3.4.19, 17",
        "GLIBCXX_3.4.24, 27",
        "GLIBCXX_3.4.25, 31",
        "GLIBCXX_3.4.30, 35",
        "GLIBCXX_3.4.34, 42",
        "GLIBCXX_LDBL_3.4, 17",
        "GLIBCXX_IEEE128_3.4.29, 34",
        "CXXABI_1.3.1, 5",
        "CXXABI_1.3.11, 27",
        "CXXABI_TM_1, 17",
        "CXXABI_FLOAT128, 24",
        "CXXABI_ARM_1.3.3, 17",
        "GCC_3.0, 5",
        "GCC_4.8.0, 17",
        "GCC_7.0.0, 27",
        "GCC_14.0.0, 39",
        "ZLIB_1.2.9, 27",
        "LIBATOMIC_1.0, 24"
    })
    void returnsTheFirstGlibcOfSystemsWithAVersion(String version, int minor) {
        assertThat(GlibcFloors.of(SymbolVersion.tryParse(version).orElseThrow()))
                .hasValue(minor);
    }

    @Test
    void returnsNoneForSymbolsOfOneRelease() {
        assertThat(GlibcFloors.of(SymbolVersion.tryParse("GLIBC_PRIVATE").orElseThrow()))
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
