package io.github.pywar.bench;

import io.github.pywar.app.archive.ArchiveAssembler;
import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.archive.ArchiveManifest;
import io.github.pywar.app.archive.ArchiveParts;
import io.github.pywar.app.archive.RuntimeFiles;
import io.github.pywar.app.writer.ArchiveWriter;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.install.Installation;
import io.github.pywar.python.install.ScriptTemplate;
import io.github.pywar.python.install.WheelInstaller;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The assembly of an archive of large wheels that were verified before, and a plain copy of their bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
public class AssemblyBench {

    private List<Path> wheels;
    private Path target;

    @Setup
    public void findWheels() throws IOException {
        wheels = BenchWheels.large();
        target = BenchWheels.TARGET.resolve("out");
    }

    @Setup(Level.Invocation)
    public void deleteTarget() throws IOException {
        Files.deleteIfExists(target);
    }

    @Benchmark
    public void plainCopy() throws IOException {
        copy(false);
    }

    @Benchmark
    public void plainCopySynced() throws IOException {
        copy(true);
    }

    @Benchmark
    public void assembly() throws IOException {
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writer().write(tree(), out);
        }
    }

    @Benchmark
    public void assemblySynced() throws IOException {
        writer().write(tree(), target);
    }

    @Benchmark
    public List<Wheel> open() {
        return wheels.parallelStream().map(AssemblyBench::openOne).toList(); // in parallel, like the store
    }

    @Benchmark
    public FileTree tree() throws IOException {
        ArchiveLayout layout = ArchiveLayout.of(PythonVersion.parse("3.11"));
        WheelInstaller installer = new WheelInstaller(
                layout.install(), ScriptTemplate.of(RuntimeFiles.scriptTemplate(), "3.11"), "3.11");
        List<FileTree> libraries = installer.installAll(open().stream()
                .map(wheel -> new Installation(wheel, false, Optional.empty()))
                .toList());
        FileTree application = FileTree.builder("the application")
                .add("shop.py", ByteSource.of("application = None\n"))
                .build();
        return new ArchiveAssembler(layout, Globs.NONE, Progress.SILENT, RuntimeFiles.start())
                .assemble(new ArchiveParts(libraries, application, List.of()), manifest(layout));
    }

    private static ArchiveManifest manifest(ArchiveLayout layout) {
        return new ArchiveManifest(
                ArchiveManifest.FORMAT,
                "shop",
                "1.0",
                new ArchiveManifest.Build("", "2026-01-01T00:00:00Z", "bench"),
                new ArchiveManifest.Maven("com.example", "shop", "1.0", null),
                new ArchiveManifest.Entry("shop", "application", false, "wsgi"),
                new ArchiveManifest.Target("cpython", "3.11", "linux-x86_64", "glibc-2.28", 64, false),
                ArchiveManifest.Layout.of(layout.install()),
                "none",
                List.of(),
                List.of(),
                List.of());
    }

    private static ArchiveWriter writer() {
        return new ArchiveWriter(Instant.parse("2026-01-01T00:00:00Z"), Progress.SILENT);
    }

    private static Wheel openOne(Path wheel) {
        try {
            return Wheel.open(wheel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(boolean isSynced) throws IOException {
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (Path wheel : wheels) {
                try (FileChannel in = FileChannel.open(wheel)) {
                    for (long done = 0; done < in.size(); ) {
                        done += in.transferTo(done, in.size() - done, out);
                    }
                }
            }
            if (isSynced) {
                out.force(true);
            }
        }
    }
}
