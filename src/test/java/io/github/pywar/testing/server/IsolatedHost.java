package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Host with sshd, in namespaces of its own for network, processes, mounts and name. It has the system's programs, and its
 * own {@code /srv} and {@code /run}. The end of its first process ends all others, as a power failure does.
 */
public final class IsolatedHost implements AutoCloseable {

    private static final String BOOT = """
            hostname "$1"
            mount --bind "$2" /srv
            mount -t tmpfs tmpfs /run
            mkdir -m 755 /run/sshd
            /usr/sbin/sshd -D -e -f /srv/ssh/sshd_config 2>>/srv/ssh/log &
            wait
            """;

    private static final String SSHD = """
            ListenAddress %s
            HostKey /srv/ssh/host
            AuthorizedKeysFile /srv/ssh/authorized_keys
            PermitRootLogin yes
            PasswordAuthentication no
            UsePAM no
            PidFile none
            Subsystem sftp internal-sftp
            """;

    private static final int SSH = 22;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final String name;
    private final int network;
    private final int number;
    private ServerProcess process;

    /**
     * Creates the host, which is not started yet.
     *
     * @param folder of its files
     * @param network a number below 256 that all hosts of a test share
     * @param number of the host, from 1
     */
    public IsolatedHost(Path folder, String name, int network, int number) {
        this.folder = folder;
        this.name = name;
        this.network = network;
        this.number = number;
    }

    /** Returns whether this process can make such hosts. */
    public static boolean isPossible() {
        return Installed.isRoot()
                && isDone("unshare", "--net", "--mount", "--pid", "--fork", "mount", "-t", "tmpfs", "tmpfs", "/mnt");
    }

    /** Returns the name of the host. */
    public String name() {
        return name;
    }

    /** Returns its address, which this machine can reach. */
    public String address() {
        return "198.18.%d.%d".formatted(network, 4 * number + 2);
    }

    /** Returns the folder that it has as {@code /srv}. */
    public Path files() {
        return folder;
    }

    /** Makes its files for sshd, with the public key that may log in. */
    public IsolatedHost allow(Path publicKey) {
        try {
            Path ssh = Files.createDirectories(folder.resolve("ssh"));
            Files.copy(publicKey, ssh.resolve("authorized_keys"));
            Files.writeString(ssh.resolve("sshd_config"), SSHD.formatted(address()));
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    ssh.resolve("host").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Starts the host, and waits until sshd accepts connections. */
    public IsolatedHost start() {
        run("ip", "netns", "add", space());
        run("ip", "link", "add", link(), "type", "veth", "peer", "name", "eth0", "netns", space());
        run("ip", "address", "add", "198.18.%d.%d/30".formatted(network, 4 * number + 1), "dev", link());
        run("ip", "link", "set", link(), "up");
        run("ip", "-n", space(), "address", "add", address() + "/30", "dev", "eth0");
        run("ip", "-n", space(), "link", "set", "eth0", "up");
        run("ip", "-n", space(), "link", "set", "lo", "up");
        String unshare = "unshare --mount --uts --pid --fork --kill-child --mount-proc sh -ec";
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", space()));
        words.addAll(List.of(unshare.split(" ")));
        words.addAll(List.of(BOOT, "sh", name, folder.toString()));
        process = ServerCommand.in(folder, words).launch(ServerCommand.uri("http", SSH));
        process.await("sshd of " + name, PATIENCE, this::isReached);
        return this;
    }

    private boolean isReached() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address(), SSH), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends all processes of the host at once, and its network. */
    public void kill() {
        if (process != null) {
            process.signal("KILL");
            process.awaitEnd(PATIENCE);
            process.close();
            process = null;
            isDone("ip", "link", "delete", link());
            isDone("ip", "netns", "delete", space());
        }
    }

    @Override
    public void close() {
        kill();
    }

    private String space() {
        return "pywar%02x-%d".formatted(network, number);
    }

    private String link() {
        return "pywar%02x%d".formatted(network, number);
    }

    private static void run(String... words) {
        if (!isDone(words)) {
            throw new IllegalStateException("failed: " + String.join(" ", words));
        }
    }

    private static boolean isDone(String... words) {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
