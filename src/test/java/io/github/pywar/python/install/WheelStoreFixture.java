package io.github.pywar.python.install;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.Retries;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Fixture of a local index and a store. */
abstract class WheelStoreFixture {

    static final Retries AT_ONCE = new Retries(1, Duration.ZERO, time -> {});
    final TestIndex index = TestIndex.start();
    final Http http = Http.builder().retries(AT_ONCE).build();
    final TestProgress progress = new TestProgress();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        http.close();
        index.close();
    }

    WheelStore store() {
        return new WheelStore(stored(), new RemoteWheelSource(http), progress);
    }

    Path stored() {
        return folder.resolve("wheels");
    }

    static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "one = 1\n");
    }

    DistributionFile.Builder describe(TestWheel wheel) {
        index.add(wheel.fileName(), wheel.bytes());
        return DistributionFile.builder(wheel.fileName(), index.fileUrl(wheel.fileName()));
    }

    DistributionFile serve(TestWheel wheel) {
        return describe(wheel).hash("sha256", Sha256.of(wheel.bytes()).hex()).build();
    }

    static byte[] noise() {
        byte[] noise = new byte[300_000];
        new Random(3).nextBytes(noise);
        return noise;
    }
}
