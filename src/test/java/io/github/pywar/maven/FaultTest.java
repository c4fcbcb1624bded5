package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Golden;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultTest {

    @Test
    void namesTheFileAndTheKindOfFaultOfADisk() {
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
                faults.stream().map(fault -> new Fault(fault).text()).collect(Collectors.joining("\n\n")));
    }

    @Test
    void keepsTheStackBesideTheMessage() {
        IOException cause = new IOException("Stream closed");

        assertThat(new Fault(cause).failure()).hasNoCause().hasSuppressedException(cause);
    }
}
