package io.github.pywar.python.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;

class ElfFuzzTest {

    @FuzzTarget
    void readsSharedObjects(FuzzInput input) throws Exception {
        input.read(() -> {
            ByteRanges file = ByteRanges.of(input.bytes());
            assertThat(ElfFile.read(file, "demo.so")).isNotNull();
            ElfSymbols.requiring(file, "GLIBC_2.28");
        });
    }

    @FuzzTarget
    void readsVersionsOfSymbols(FuzzInput input) throws Exception {
        input.read(() -> SymbolVersion.tryParse(input.text())
                .ifPresent(version -> assertThat(version.toString()).isNotBlank()));
    }
}
