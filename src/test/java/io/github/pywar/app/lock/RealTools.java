package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Once;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A current pip and uv, run by the first Python of this machine. They are installed into {@code target} if they are missing,
 * from the index of the machine's own pip. Each run uses only the given index.
 */
final class RealTools {

    private static final Path SITE = Path.of("target", "tools", "lock").toAbsolutePath();

    private final Path folder;
    private final URI index;

    RealTools(Path folder, URI index) {
        this.folder = folder;
        this.index = index;
    }

    static void fetch() {
        List<String> install =
                List.of("python3", "-m", "pip", "install", "-q", "--target", SITE.toString(), "pip>=26.1", "uv");
        Once.unlessThere(SITE, () -> run(Path.of("."), Map.of(), install));
    }

    /** Returns the major and minor version, and the name of the processor. */
    static List<String> python() {
        String code = "import platform, sys; print('%d.%d' % sys.version_info[:2], platform.machine())";
        return List.of(run(Path.of("."), Map.of(), List.of("python3", "-c", code))
                .strip()
                .split(" "));
    }

    String pip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("python3", "-m", "pip"));
        command.addAll(List.of(arguments));
        return run(
                folder,
                Map.of(
                        "PYTHONPATH",
                        SITE.toString(),
                        "PIP_CONFIG_FILE",
                        "/dev/null",
                        "PIP_NO_CACHE_DIR",
                        "1",
                        "PIP_INDEX_URL",
                        index.toString()),
                command);
    }

    String uv(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(SITE.resolve("bin").resolve("uv").toString()));
        command.addAll(List.of(arguments));
        return run(
                folder,
                Map.of(
                        "UV_NO_CONFIG", "1",
                        "UV_CACHE_DIR", folder.resolve("uv-cache").toString(),
                        "UV_DEFAULT_INDEX", index.toString()),
                command);
    }

    private static String run(Path folder, Map<String, String> variables, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Stream.of("PIP_EXTRA_INDEX_URL", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_INDEX")
                .filter(name -> !variables.isEmpty())
                .forEach(builder.environment()::remove);
        builder.environment().putAll(variables);
        builder.environment().put("NO_PROXY", "127.0.0.1");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
