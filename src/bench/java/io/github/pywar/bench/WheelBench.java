package io.github.pywar.bench;

import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The check of wheels against RECORD, and a program that only inflates them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
public class WheelBench {

    private List<Path> wheels;

    @Setup
    public void findWheels() throws IOException {
        wheels = BenchWheels.large();
    }

    @Benchmark
    public void recordVerification() throws IOException {
        for (Path wheel : wheels) {
            Wheel.open(wheel).verify();
        }
    }

    @Benchmark
    public void inflationOnly() throws IOException {
        for (Path wheel : wheels) {
            try (ZipFile zip = ZipFile.builder().setPath(wheel).get()) {
                for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                    try (InputStream content = zip.getInputStream(entry)) {
                        content.transferTo(OutputStream.nullOutputStream());
                    }
                }
            }
        }
    }

    @Benchmark
    public long readingOnly() throws IOException {
        long bytes = 0;
        for (Path wheel : wheels) {
            try (InputStream content = Files.newInputStream(wheel)) {
                bytes += content.transferTo(OutputStream.nullOutputStream());
            }
        }
        return bytes;
    }
}
