package io.github.pywar.app.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pseudo-terminal with a program: it types keys, and waits for output. Closing it ends the program. */
final class Terminal implements AutoCloseable {

    private static final String BRIDGE = """
            import os, pty, select, sys
            pid, terminal = pty.fork()
            if pid == 0:
                os.execvp(sys.argv[1], sys.argv[1:])
            os.write(2, b"%d\\n" % pid)
            while True:
                ready, _, _ = select.select([0, terminal], [], [])
                if 0 in ready:
                    keys = os.read(0, 1024)
                    if not keys:
                        os.kill(pid, 9)
                        break
                    os.write(terminal, keys)
                if terminal in ready:
                    try:
                        output = os.read(terminal, 65536)
                    except OSError:
                        break
                    if not output:
                        break
                    os.write(1, output)
            status = os.waitpid(pid, 0)[1]
            sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
            """;

    private static final long SECONDS = 90;

    private final Process bridge;
    private final long program;
    private final StringBuilder output = new StringBuilder();
    private int read;

    private Terminal(Process bridge) throws IOException {
        this.bridge = bridge;
        this.program = Long.parseLong(firstLine(bridge));
        Thread reader = new Thread(this::collect, "terminal");
        reader.setDaemon(true);
        reader.start();
    }

    static Terminal start(Path python, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(List.of(python.toString(), "-I", "-S", "-c", BRIDGE));
        command.addAll(program);
        return new Terminal(new ProcessBuilder(command).start());
    }

    private static String firstLine(Process bridge) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = bridge.getErrorStream().read();
                next != '\n';
                next = bridge.getErrorStream().read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private void collect() {
        char[] buffer = new char[4096];
        try (Reader in = new InputStreamReader(bridge.getInputStream(), StandardCharsets.UTF_8)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                synchronized (output) {
                    output.append(buffer, 0, length);
                    output.notifyAll();
                }
            }
        } catch (IOException closed) {
            return;
        }
    }

    /** Returns the process of the program. */
    ProcessHandle program() {
        return ProcessHandle.of(program).orElseThrow();
    }

    void type(String keys) throws IOException {
        bridge.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
        bridge.getOutputStream().flush();
    }

    /** Waits for output after that of the last call, and returns the output before it. */
    String await(String expression) throws InterruptedException {
        Pattern pattern = Pattern.compile(expression);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        synchronized (output) {
            while (true) {
                Matcher found = pattern.matcher(output.substring(read));
                if (found.find()) {
                    String text = output.substring(read, read + found.end());
                    read += found.end();
                    return text;
                }
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertThat(left).as("no `%s` in:%n%s", expression, output).isPositive();
                output.wait(left);
            }
        }
    }

    /** Waits for the end of the program, and returns its status. */
    int end() throws InterruptedException {
        assertThat(bridge.waitFor(SECONDS, TimeUnit.SECONDS))
                .as(output.toString())
                .isTrue();
        return bridge.exitValue();
    }

    @Override
    public void close() {
        bridge.destroyForcibly();
        ProcessHandle.of(program).ifPresent(ProcessHandle::destroyForcibly);
    }
}
