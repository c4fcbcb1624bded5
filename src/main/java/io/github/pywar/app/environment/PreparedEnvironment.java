package io.github.pywar.app.environment;

import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.python.interpreter.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Environment as pywar left it, for a later check that it is unchanged.
 *
 * @param environment Python with the libraries
 * @param packages number of requested packages
 * @param files checksum over the names, sizes and times of its files
 */
public record PreparedEnvironment(VirtualEnvironment environment, int packages, String files) {

    /** Name of the fingerprint of everything that the environment depends on. */
    private static final String FINGERPRINT = "pywar.fingerprint";

    private static final String RECORD = "pywar.prepared";
    private static final Set<String> IGNORED = Set.of(FINGERPRINT, RECORD, EnvironmentLock.NAME);
    private static final CacheFormat FORMAT = new CacheFormat(1);
    private static final long MAX_BYTES = 1 << 20;

    /** Work that records a prepared environment, before another process can change it. */
    @FunctionalInterface
    public interface Recorder {
        void record(PreparedEnvironment prepared) throws IOException;
    }

    static PreparedEnvironment of(VirtualEnvironment environment, int packages) throws IOException {
        return new PreparedEnvironment(environment, packages, EnvironmentFiles.sum(environment.folder(), IGNORED));
    }

    /** Returns the file for the fingerprint of the environment in a folder. */
    public static Path fingerprint(Path folder) {
        return folder.resolve(FINGERPRINT);
    }

    /** Returns the file that {@link #write} writes. */
    public static Path record(Path folder) {
        return folder.resolve(RECORD);
    }

    /**
     * Reads the record of an environment.
     *
     * @return empty if there is none, if a file of the environment was changed, added or removed since, or if a folder of
     *     the project's modules is missing
     */
    public static Optional<PreparedEnvironment> unchanged(Path folder) throws IOException {
        Path file = record(folder);
        if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
            return Optional.empty();
        }
        Optional<PreparedEnvironment> last =
                FORMAT.read(Files.readAllBytes(file), in -> read(in, folder)).filter(PreparedEnvironment::isRunnable);
        return last.isPresent() && EnvironmentFiles.sum(folder, IGNORED).equals(last.get().files)
                ? last
                : Optional.empty();
    }

    private boolean isRunnable() {
        return Files.isExecutable(environment.python())
                && environment.sources().stream().allMatch(Files::isDirectory);
    }

    /** Writes the record into the environment. */
    public void write() throws IOException {
        Interpreter python = environment.base();
        CacheWriter out = new CacheWriter()
                .text(environment.folder().toString())
                .text(python.executable().toString())
                .texts(List.of(python.implementation(), python.version(), python.platform(), python.libc()))
                .integer(python.bits())
                .flag(python.freeThreaded())
                .texts(environment.sources().stream().map(Path::toString).toList())
                .integer(packages)
                .text(files);
        Path file = record(environment.folder());
        byte[] content = FORMAT.write(out);
        boolean isWritten = Files.isRegularFile(file)
                && Files.size(file) == content.length
                && Arrays.equals(Files.readAllBytes(file), content);
        if (!isWritten) {
            AtomicFile.write(file, content);
        }
    }

    private static PreparedEnvironment read(CacheReader in, Path folder) {
        if (!in.text().equals(folder.toString())) {
            throw new IllegalArgumentException("the environment was moved");
        }
        Path executable = Path.of(in.text());
        List<String> facts = in.texts();
        Interpreter python = new Interpreter(
                executable, facts.get(0), facts.get(1), facts.get(2), facts.get(3), in.integer(), in.flag());
        List<Path> sources = in.texts().stream().map(Path::of).toList();
        return new PreparedEnvironment(new VirtualEnvironment(folder, python, sources), in.integer(), in.text());
    }
}
