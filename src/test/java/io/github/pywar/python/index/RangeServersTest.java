package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.wheel.WheelMetadata;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RangeServersTest {

    private static final WheelMetadata FAR = new WheelMetadata(new byte[0], 100_000, 1_000, 200);

    @Test
    void isSafeForConcurrentUse() {
        RangeServers servers = new RangeServers();
        List<DistributionFile> files =
                IntStream.range(0, 30_000).mapToObj(RangeServersTest::file).toList();
        AtomicInteger now = new AtomicInteger();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            for (int at = now.get(); at < files.size(); at = now.get()) {
                servers.guess(files.get(at));
            }
        });
        for (DistributionFile file : files) {
            servers.learn(file, FAR);
            now.incrementAndGet();
        }

        assertThat(reader).succeedsWithin(Duration.ofSeconds(60));
        assertThat(servers.guess(files.get(0))).contains(new RangeServers.Position(100_000, 1_000));
    }

    private static DistributionFile file(int number) {
        String name = "demo" + number + "-1.0-py3-none-any.whl";
        return DistributionFile.builder(name, URI.create("https://index.example.org/files/" + name))
                .size(1_000_000)
                .build();
    }
}
