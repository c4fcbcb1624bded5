package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PrintedServer;
import io.github.pywar.testing.server.ServerProcess;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Worker of uWSGI that gets the signal to end, as at each reload: it completes the accepted request, to the last byte.
 */
class RenewedByUwsgiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofMillis(300);

    /** More than the buffers of a connection hold. */
    private static final int LONG = 1 << 25;

    private static final String APPLICATION = """
            import atexit, os, sys

            def leave():
                print("the application left", os.getpid(), file=sys.stderr)

            atexit.register(leave)

            def application(environ, start_response):
                start_response("200 OK", [("Connection", "close")])
                return [b"%%08d" %% os.getpid(), b"x" * (%d if environ["PATH_INFO"] == "/long" else 0)]
            """.formatted(LONG);

    private final OpenFolder folder = OpenFolder.create();
    private final Deployment site = new Deployment(folder.path().resolve("site"));

    @BeforeEach
    void deploy() {
        Installed.require(Installed.UWSGI);
        folder.write("app/shop.py", APPLICATION);
        ObjectReference entry = ObjectReference.parse("shop:application", Protocol.WSGI);
        site.deploy(new SampleApp("shop", "1", folder.path().resolve("app"), entry, List.of()).archive());
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    private ServerProcess start() {
        return PrintedServer.uwsgi(folder.path(), site.configuration("uwsgi")).start();
    }

    @Test
    void completesALongAnswerToASlowClient() throws IOException {
        try (ServerProcess server = start();
                Socket client = new Socket()) {
            client.setReceiveBufferSize(1 << 16);
            client.setSoTimeout((int) PATIENCE.toMillis());
            client.connect(
                    new InetSocketAddress(server.uri().getHost(), server.uri().getPort()));
            client.getOutputStream().write("GET /long HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            DataInputStream answer = new DataInputStream(client.getInputStream());
            long worker = workerOf(answer);
            server.await("the worker to wait for the client", PATIENCE, new Unchanged(answer)::isSo);
            ServerProcess.signal("HUP", worker);
            assertThat(answer.readAllBytes()).as(server::log).hasSize(LONG);
            awaitReplaced(server, worker);
        }
    }

    @Test
    void runsExitHandlersOfAnIdleWorker() throws IOException {
        try (ServerProcess server = start()) {
            long worker = Long.parseLong(server.get("").body());
            ServerProcess.signal("HUP", worker);
            awaitReplaced(server, worker);
        }
    }

    private static void awaitReplaced(ServerProcess server, long worker) {
        String left = "the application left " + worker;
        server.await(
                "another worker",
                PATIENCE,
                () -> server.log().contains(left)
                        && server.log().lines().anyMatch(line -> line.startsWith("Respawned uWSGI worker")));
        assertThat(server.log()).doesNotContain("DAMN", "write error");
    }

    private static long workerOf(DataInputStream answer) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) answer.readUnsignedByte());
        }
        return Long.parseLong(new String(answer.readNBytes(8), StandardCharsets.US_ASCII));
    }

    /** Condition: for some time no more bytes have arrived. */
    private static final class Unchanged {
        private final InputStream stream;
        private int last = -1;
        private long since;

        Unchanged(InputStream stream) {
            this.stream = stream;
        }

        boolean isSo() {
            try {
                int now = stream.available();
                if (now != last) {
                    last = now;
                    since = System.nanoTime();
                }
                return System.nanoTime() - since > QUIET.toNanos();
            } catch (IOException e) {
                return false;
            }
        }
    }
}
