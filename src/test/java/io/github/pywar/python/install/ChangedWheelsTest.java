package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wheel with a changed byte in the store is not used. */
class ChangedWheelsTest extends WheelStoreFixture {

    /** Changes a stored wheel. */
    @FunctionalInterface
    interface Change {
        void apply(Path stored) throws IOException;
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("one bit", stored -> flip(stored, Files.readAllBytes(stored).length / 2)),
                change("first byte", stored -> flip(stored, 0)),
                change("last byte", stored -> flip(stored, Files.readAllBytes(stored).length - 1)),
                change("one bit, with the time of before", stored -> {
                    FileTime before = Files.getLastModifiedTime(stored);
                    flip(stored, 200);
                    Files.setLastModifiedTime(stored, before);
                }),
                change("another wheel with a consistent RECORD", stored -> Files.write(stored, other())),
                change("another wheel put in its place", stored -> {
                    Path beside = Files.write(stored.resolveSibling("beside"), other());
                    Files.setLastModifiedTime(beside, Files.getLastModifiedTime(stored));
                    Files.move(beside, stored, StandardCopyOption.REPLACE_EXISTING);
                }),
                change("cut short", stored -> Files.write(stored, new byte[100])),
                change("empty", stored -> Files.write(stored, new byte[0])));
    }

    private static Arguments change(String name, Change change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void fetchesAChangedWheelAgain(String name, Change change) throws IOException {
        DistributionFile file = serve(demo());
        Path stored = store().fetch(file).file();
        change.apply(stored);

        Wheel wheel = store().fetch(file);

        assertThat(wheel.file()).hasBinaryContent(demo().bytes());
        assertThat(progress.warnings()).singleElement().asString().contains("was changed after its download");
    }

    @Test
    void hashesAWheelWithoutACheckRecordOnce() throws IOException {
        DistributionFile file = serve(demo());
        Path stored = store().fetch(file).file();
        Path record = stored.resolveSibling(stored.getFileName() + ".checked");
        Files.delete(record);
        flip(stored, 300);
        assertThat(store().fetch(file).file()).hasBinaryContent(demo().bytes());
        Files.delete(record);
        index.forgetRequests();

        assertThat(store().fetch(file).file()).hasBinaryContent(demo().bytes());

        assertThat(index.requests()).isEmpty();
        assertThat(record).exists();
    }

    @Test
    void hashesTheWheelsOfACopiedCache() throws IOException {
        DistributionFile file = serve(demo());
        Path stored = store().fetch(file).file();
        Path copy = Files.copy(stored, stored.resolveSibling("copy"));
        Files.move(copy, stored, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(stored, FileTime.from(Instant.EPOCH));
        index.forgetRequests();

        assertThat(store().fetch(file).file()).hasBinaryContent(demo().bytes());
        assertThat(index.requests()).isEmpty();
        assertThat(progress.warnings()).isEmpty();
    }

    private static void flip(Path stored, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(stored);
        bytes[at] ^= 1;
        Files.write(stored, bytes);
    }

    private static byte[] other() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "two = 2\n").bytes();
    }
}
