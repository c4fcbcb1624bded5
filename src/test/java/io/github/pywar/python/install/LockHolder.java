package io.github.pywar.python.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Process that has a lock of a store until it is killed. */
final class LockHolder implements AutoCloseable {

    private final Process process;

    private LockHolder(Process process) {
        this.process = process;
    }

    /** @return a process that already has the lock */
    static LockHolder of(Path lock) throws IOException {
        Files.createDirectories(lock.getParent());
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java,
                        "-cp",
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        LockHolder.class.getName(),
                        lock.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.getInputStream().read() != 'L') {
            throw new IOException("the lock was not taken");
        }
        return new LockHolder(process);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** @param arguments the lock file */
    public static void main(String[] arguments) throws IOException {
        try (FileChannel channel =
                FileChannel.open(Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            System.out.print('L');
            System.out.flush();
            System.in.read(); // until it is killed
        }
    }
}
