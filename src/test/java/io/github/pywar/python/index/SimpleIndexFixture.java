package io.github.pywar.python.index;

import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.Retries;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestClock;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Fixture of a local index. */
abstract class SimpleIndexFixture {

    static final PackageName DEMO = PackageName.parse("demo");
    static final TestWheel WHEEL = TestWheel.of("demo", "1.0").metadata("Requires-Python: >=3.8");

    @TempDir
    Path folder;

    final TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
    final Http http = http().build();
    TestIndex server;

    @BeforeEach
    void serve() {
        server = TestIndex.start().add(WHEEL.fileName(), WHEEL.bytes());
    }

    @AfterEach
    void end() {
        server.close();
        http.close();
    }

    void golden(String name, Throwable error) {
        String text = error.getMessage().replace(String.valueOf(server.url().getPort()), "PORT");
        Golden.assertMatches("index/" + name, text);
    }

    List<Path> cached() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    SimpleIndex index() {
        return index(UpdatePolicy.DEFAULT);
    }

    SimpleIndex index(UpdatePolicy policy) {
        return SimpleIndex.of(declaration(policy), http, cache());
    }

    PageCache cache() {
        return new PageCache(folder, clock, false);
    }

    IndexDeclaration declaration(UpdatePolicy policy) {
        return IndexDeclaration.of("main", server.url(), "a test").policy(policy);
    }

    static Http.Builder http() {
        return Http.builder().retries(new Retries(2, Duration.ZERO, time -> {}));
    }
}
