package io.github.pywar.python.build;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Isolation of build backends from the network. On Linux {@code unshare} starts them in network and process namespaces of
 * their own, if the kernel allows it. Elsewhere only variables ask programs not to use the network.
 *
 * @param command the program with options that starts a command in new namespaces; empty if there is none
 */
record NetworkIsolation(List<String> command) {

    /** No isolation: the network is allowed. */
    static final NetworkIsolation NONE = new NetworkIsolation(List.of());

    /** Variables for programs that read them, with a proxy at a port without a server. */
    static final Map<String, String> VARIABLES = Map.of(
            "http_proxy", "http://127.0.0.1:9",
            "https_proxy", "http://127.0.0.1:9",
            "HTTP_PROXY", "http://127.0.0.1:9",
            "HTTPS_PROXY", "http://127.0.0.1:9",
            "ALL_PROXY", "http://127.0.0.1:9",
            "CARGO_NET_OFFLINE", "true",
            "PIP_NO_INDEX", "1",
            "GIT_TERMINAL_PROMPT", "0");

    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/bin/unshare"), Path.of("/bin/unshare"));
    private static final long SECONDS = 10;

    /** As root, and as another user in a namespace of users; old versions of the program have fewer options. */
    private static final List<List<String>> OPTIONS = List.of(
            List.of("--net", "--pid", "--fork", "--kill-child"),
            List.of("--user", "--map-current-user", "--net", "--pid", "--fork", "--kill-child"),
            List.of("--user", "--map-root-user", "--net", "--pid", "--fork", "--kill-child"),
            List.of("--net"),
            List.of("--user", "--map-current-user", "--net"),
            List.of("--user", "--map-root-user", "--net"));

    /** Tries what the kernel allows, and warns if it allows none. */
    static NetworkIsolation probe(Progress progress) {
        return first(PROGRAMS, progress);
    }

    static NetworkIsolation first(List<Path> programs, Progress progress) {
        for (Path program : programs) {
            if (Files.isExecutable(program)) {
                for (List<String> options : OPTIONS) {
                    List<String> command = Stream.concat(Stream.of(program.toString()), options.stream())
                            .toList();
                    if (isAllowed(command)) {
                        progress.detail("build backends run without network: " + String.join(" ", command));
                        return new NetworkIsolation(command);
                    }
                }
            }
        }
        progress.step("This system has no network namespaces for builds: only proxy variables keep build backends from"
                + " using the network");
        return NONE;
    }

    private static boolean isAllowed(List<String> command) {
        List<String> probe = Stream.concat(command.stream(), Stream.of("true")).toList();
        try {
            Process process = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            boolean isEnded = process.waitFor(SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return isEnded && process.exitValue() == 0;
        } catch (IOException notRunning) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
