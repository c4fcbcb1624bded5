package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.PrintedServer;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenTelemetry's instrumentation of a deployed release, with a collector on this machine that receives OTLP over HTTP. */
class TelemetryTest {

    private static final String SOURCE = """
            from flask import Flask

            application = Flask(__name__)

            @application.get("/")
            def start():
                return "started"
            """;

    private final OpenFolder folder = OpenFolder.create();
    private final Deployment site = new Deployment(folder.path().resolve("site"));
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private HttpServer collector;

    @BeforeEach
    void startCollector() throws IOException {
        Installed.require(Installed.SYSTEM_PYTHON);
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(exchange.getRequestURI() + " " + new String(body, StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
        folder.close();
    }

    private String served(String server, String... variables) throws IOException {
        folder.write("sources/shop.py", SOURCE);
        Path sources = folder.path().resolve("sources");
        List<String> requirements = List.of(
                "flask",
                "gunicorn",
                "granian",
                "opentelemetry-distro",
                "opentelemetry-exporter-otlp-proto-http",
                "opentelemetry-instrumentation-flask");
        ObjectReference entry = ObjectReference.parse("shop:application", Protocol.WSGI);
        SampleApp app = new SampleApp("traced", "1.0.0", sources, entry, requirements);
        folder.write("server.env", """
                OTEL_SERVICE_NAME=traced-shop
                OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf
                OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:%d
                OTEL_EXPORTER_OTLP_COMPRESSION=none
                OTEL_METRICS_EXPORTER=none
                OTEL_LOGS_EXPORTER=none
                OTEL_BSP_SCHEDULE_DELAY=100
                %s
                """.formatted(collector.getAddress().getPort(), String.join("\n", variables)));
        site.deploy(
                app.archive(), "--env-file", folder.path().resolve("server.env").toString());
        try (ServerProcess process = PrintedServer.command(folder.folder("server"), site.configuration(server))
                .start()) {
            assertThat(process.get("").body()).isEqualTo("started");
            if (variables.length == 0) {
                process.await(
                        "a span",
                        Duration.ofSeconds(30),
                        () -> received.stream().anyMatch(one -> one.contains("GET /")));
            }
            return process.log();
        }
    }

    @Test
    void exportsFromTheWorkersOfGunicorn() throws IOException {
        assertThat(served("gunicorn")).doesNotContain("OpenTelemetry did not start");
        assertThat(received)
                .allMatch(one -> one.startsWith("/v1/traces "))
                .anyMatch(one -> one.contains("traced-shop"));
    }

    @Test
    void exportsFromTheProcessesOfGranian() throws IOException {
        assertThat(served("granian")).doesNotContain("OpenTelemetry did not start");
        assertThat(received).anyMatch(one -> one.contains("traced-shop"));
    }

    @Test
    void servesWithAWarningIfItCannotStart() throws IOException {
        assertThat(served("gunicorn", "OTEL_TRACES_EXPORTER=no-such-exporter"))
                .contains("OpenTelemetry did not start, the application runs without it");
        assertThat(received).isEmpty();
    }

    @Test
    void isOffIfTheSdkIsDisabled() throws IOException {
        served("gunicorn", "OTEL_SDK_DISABLED=true");
        assertThat(received).isEmpty();
    }
}
