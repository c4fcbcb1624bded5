package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Golden;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureMessageTest {

    @Test
    void replacesControlCharacters() {
        assertThat(new FailureMessage(new IOException("a\u001b[2Jb\u202ec")).failure())
                .hasMessageStartingWith("Reading or writing failed: a\\u001b[2Jb\\u202ec");
    }

    @Test
    void reportsFileAndReasonOfADiskError() {
        List<IOException> faults = List.of(
                new NoSuchFileException("cache/wheel.whl"),
                new AccessDeniedException("cache/wheel.whl"),
                new FileAlreadyExistsException("cache/wheel.whl"),
                new FileSystemException("cache/wheel.whl", null, "No space left on device"),
                new FileSystemException("cache/wheel.whl"),
                new IOException("Stream closed"),
                new EOFException());

        Golden.assertMatches(
                "maven/disk-faults.txt",
                faults.stream().map(fault -> new FailureMessage(fault).text()).collect(Collectors.joining("\n\n")));
    }

    @ParameterizedTest
    @CsvSource({
        "/repo/.cache/pywar/v1/wheels/a.whl, true",
        "/repo/.cache/pywar/v1, true",
        "/repo/.cache, true",
        "/repo/.cache/pywar/v1-other, false",
        "/project/target/shop.pywar, false"
    })
    void proposesAnotherCacheDirectory(String file, boolean isInCache) {
        Optional<Path> cache = Optional.of(Path.of("/repo/.cache/pywar/v1"));
        String hint = "\nhint: keep downloads elsewhere: -Dpywar.cacheDirectory=/path/to/a/directory";

        for (IOException fault : List.of(
                new AccessDeniedException(file), new FileSystemException(file, null, "Read-only file system"))) {
            assertThat(new FailureMessage(fault, cache).text().endsWith(hint)).isEqualTo(isInCache);
        }
        assertThat(new FailureMessage(new NoSuchFileException(file), cache).text())
                .doesNotContain(hint);
    }

    @Test
    void keepsTheStackBesideTheMessage() {
        IOException cause = new IOException("Stream closed");

        assertThat(new FailureMessage(cause).failure()).hasNoCause().hasSuppressedException(cause);
    }
}
