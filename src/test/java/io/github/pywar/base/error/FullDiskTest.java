package io.github.pywar.base.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullDiskTest {

    private static final Path FILE = Path.of("cache/file");

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Disk quota exceeded", "There is not enough space on the disk"})
    void namesTheFile(String reason) {
        IOException failure = new IOException(reason);

        assertThatThrownBy(() -> FullDisk.naming(FILE, () -> {
                    throw failure;
                }))
                .isInstanceOf(FileSystemException.class)
                .hasMessage("cache/file: " + reason)
                .hasCause(failure);
    }

    @Test
    void keepsOtherFailures() {
        IOException other = new IOException("Connection reset");
        FileSystemException named = new FileSystemException("other", null, "No space left on device");

        assertThat(FullDisk.named(FILE, other)).isSameAs(other);
        assertThat(FullDisk.named(FILE, named)).isSameAs(named);
        assertThat(FullDisk.named(FILE, new IOException())).hasNoCause().hasMessage(null);
    }
}
