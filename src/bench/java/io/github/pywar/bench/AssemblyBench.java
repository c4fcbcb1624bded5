package io.github.pywar.bench;

import io.github.pywar.app.archive.ArchiveAssembler;
import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.archive.ArchiveParts;
import io.github.pywar.app.writer.ArchiveWriter;
import io.github.pywar.app.archive.ArchiveManifest;
import io.github.pywar.app.archive.RuntimeFiles;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.install.Installation;
import io.github.pywar.python.install.ScriptTemplate;
import io.github.pywar.python.install.WheelInstaller;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Measures the assembly of an archive of large wheels, compared with a plain copy of their bytes in the same JVM. See README.md. */
class AssemblyBench {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 9;
    private static final List<String> LARGE_SET =
            List.of("numpy", "scipy", "pandas", "scikit-learn", "matplotlib", "pyarrow");
    private static final Path TARGET = Path.of("target", "bench").toAbsolutePath();

    /** Operation to measure: it reads wheels and writes one file. */
    private interface Operation {
        void run(List<Path> wheels, Path target) throws IOException;
    }

    @Test
    void comparesAssemblyWithPlainCopy() throws IOException {
        List<Path> wheels = wheels();
        Map<String, Operation> operations = operations();
        Map<String, List<Long>> times = new LinkedHashMap<>();
        Map<String, List<Long>> cpu = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (Map.Entry<String, Operation> operation : operations.entrySet()) {
                Path target = TARGET.resolve("out");
                Files.deleteIfExists(target);
                long cpuStart = cpuTime();
                long start = System.nanoTime();
                operation.getValue().run(wheels, target);
                long time = System.nanoTime() - start;
                if (round >= 0) {
                    times.computeIfAbsent(operation.getKey(), any -> new ArrayList<>()).add(time);
                    cpu.computeIfAbsent(operation.getKey(), any -> new ArrayList<>()).add(cpuTime() - cpuStart);
                }
            }
        }
        Files.writeString(TARGET.resolve("assembly.txt"), report(wheels, times, cpu));
    }

    private static Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("plain copy (transferTo)", (wheels, target) -> copy(wheels, target, false));
        operations.put("assembly: open, install, assemble, write", (wheels, target) -> assemble(wheels, target, false));
        operations.put("part: open", (wheels, target) -> open(wheels));
        operations.put("part: open, install, assemble", (wheels, target) -> tree(wheels));
        operations.put("raw copy by Commons Compress", AssemblyBench::commonsCompress);
        operations.put("plain copy, synced", (wheels, target) -> copy(wheels, target, true));
        operations.put("assembly, synced and renamed", (wheels, target) -> assemble(wheels, target, true));
        return operations;
    }

    /** Returns the CPU time of the process in nanoseconds. On a busy machine it is a better measure than the clock. */
    private static long cpuTime() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static String report(List<Path> wheels, Map<String, List<Long>> times, Map<String, List<Long>> cpu)
            throws IOException {
        long bytes = 0;
        for (Path wheel : wheels) {
            bytes += Files.size(wheel);
        }
        double copy = median(times.values().iterator().next());
        double copyCpu = median(cpu.values().iterator().next());
        StringBuilder text = new StringBuilder(String.format(
                "%d wheels, %.1f MB, %d files; Java %s, %d processors; median of %d (least to most), ms%n",
                wheels.size(),
                bytes / 1e6,
                tree(wheels).entries().size(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ROUNDS));
        times.forEach((operation, all) -> text.append(String.format(
                "%-42s wall %5.0f (%.0f to %.0f)  %.2f x plain copy; cpu %5.0f  %.2f x%n",
                operation,
                median(all) / 1e6,
                Collections.min(all) / 1e6,
                Collections.max(all) / 1e6,
                median(all) / copy,
                median(cpu.get(operation)) / 1e6,
                median(cpu.get(operation)) / copyCpu)));
        return text.toString();
    }

    private static double median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    private static void copy(List<Path> wheels, Path target, boolean isSynced) throws IOException {
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

    private static List<Wheel> open(List<Path> wheels) {
        // in parallel, like the store
        return wheels.parallelStream().map(AssemblyBench::openOne).toList();
    }

    private static Wheel openOne(Path wheel) {
        try {
            return Wheel.open(wheel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTree tree(List<Path> wheels) throws IOException {
        ArchiveLayout layout = ArchiveLayout.of(PythonVersion.parse("3.11"));
        WheelInstaller installer = new WheelInstaller(
                layout.install(), ScriptTemplate.of(RuntimeFiles.scriptTemplate(), "3.11"), "3.11");
        List<FileTree> libraries =
                installer.installAll(open(wheels).stream().map(wheel -> new Installation(wheel, false, Optional.empty())).toList());
        FileTree application = FileTree.builder("the application")
                .add("shop.py", ByteSource.of("application = None\n"))
                .build();
        ArchiveManifest manifest = new ArchiveManifest(
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
                List.of());
        return new ArchiveAssembler(layout, Globs.NONE, Progress.SILENT)
                .assemble(new ArchiveParts(libraries, application, List.of()), manifest);
    }

    private static void assemble(List<Path> wheels, Path target, boolean isSynced) throws IOException {
        ArchiveWriter writer = new ArchiveWriter(Instant.parse("2026-01-01T00:00:00Z"), Progress.SILENT);
        if (isSynced) {
            writer.write(tree(wheels), target);
            return;
        }
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writer.write(tree(wheels), out);
        }
    }

    private static void commonsCompress(List<Path> wheels, Path target) throws IOException {
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(target)) {
            for (Path wheel : wheels) {
                try (ZipFile zip = ZipFile.builder().setPath(wheel).get()) {
                    for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                        ZipArchiveEntry copy = new ZipArchiveEntry(entry);
                        try (InputStream raw = zip.getRawInputStream(entry)) {
                            out.addRawArchiveEntry(copy, raw);
                        }
                    }
                }
            }
        }
    }

    private static List<Path> wheels() throws IOException {
        Files.createDirectories(TARGET);
        String configured = System.getProperty("pywar.bench.wheels", "");
        Path folder = configured.isEmpty() ? TARGET.resolve("wheels") : Path.of(configured);
        if (!Files.exists(folder)) {
            List<String> arguments = new ArrayList<>(List.of("-m", "pip", "download", "-q", "--only-binary", ":all:"));
            arguments.addAll(List.of("--python-version", "3.11", "-d", folder.toString()));
            arguments.addAll(LARGE_SET);
            Tool.run(TARGET, "python3", arguments.toArray(String[]::new));
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".whl")).sorted().toList();
        }
    }
}
