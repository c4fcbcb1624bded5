package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.RawServer;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** METADATA is read from a wheel by ranges. */
class RangedMetadataTest extends MetadataSourceFixture {

    @Test
    void readsOnlyTheTailOfAWheel() throws IOException {
        assertThat(metadata()).isEqualTo(METADATA);
        int from = WHEEL.length - RangeServers.FIRST_TAIL;
        assertThat(fileRequests())
                .containsExactly("GET /files/" + LARGE.fileName() + " bytes=" + from + "-" + (WHEEL.length - 1));
    }

    @Test
    void readsMetadataAtTheFrontWithOneMoreRange() throws IOException {
        TestWheel front = TestWheel.of("demo", "2.0");
        byte[] wheel = front.info("METADATA", front.metadataText())
                .file("demo/data.bin", noise())
                .bytes();
        server.add(front.fileName(), wheel);

        DistributionFile file = files().get(1);

        assertThat(source(http).metadata(file)).isEqualTo(front.metadataText().getBytes(StandardCharsets.UTF_8));
        assertThat(fileRequests()).hasSize(2);
    }

    @Test
    void requestsTheTailLengthOfThePreviousWheel() throws IOException {
        List<DistributionFile> files = wide(20_000, 20_000);
        MetadataSource source = source(http);

        source.metadata(files.get(0));
        assertThat(fileRequests()).hasSize(2);
        server.forgetRequests();
        source.metadata(files.get(1));
        assertThat(fileRequests()).hasSize(1);
    }

    @Test
    void requestsMetadataAtThePositionOfAnotherWheel() throws IOException {
        assertThat(costOfTheSecond(wide(200_000, 201_000))).isLessThan(8000);
        assertThat(fileRequests()).hasSize(1);
    }

    @Test
    void findsMetadataWithTwoRangesAfterAWrongGuess() throws IOException {
        assertThat(costOfTheSecond(wide(200_000, 260_000))).isLessThan(15_000);
        assertThat(fileRequests()).hasSize(3);
    }

    /** @return how many bytes are transferred for a wheel's METADATA after that of another wheel */
    private long costOfTheSecond(List<DistributionFile> files) throws IOException {
        MetadataSource source = source(http);
        source.metadata(files.get(0));
        long before = http.traffic().bytes();
        server.forgetRequests();
        assertThat(new String(source.metadata(files.get(1)), StandardCharsets.UTF_8))
                .contains("Version: 2.1");
        return http.traffic().bytes() - before;
    }

    /** @return wheels of a project with that many bytes after METADATA */
    private List<DistributionFile> wide(int... between) throws IOException {
        for (int i = 0; i < between.length; i++) {
            TestWheel wheel = TestWheel.of("wide", "2." + i);
            wheel.info("METADATA", wheel.metadataText()).file("wide/data.bin", Arrays.copyOf(noise(), between[i]));
            server.add(wheel.fileName(), wheel.bytes());
        }
        return index().project(PackageName.parse("wide")).orElseThrow().files();
    }

    @Test
    void requestsTheLastBytesWithoutASize() throws IOException {
        server.with(Manner.NO_SIZES);
        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(fileRequests())
                .containsExactly("GET /files/" + LARGE.fileName() + " bytes=-" + RangeServers.FIRST_TAIL);
    }

    @Test
    void requestsTheSizeIfTheServerRefusesSuffixes() throws IOException {
        server.with(Manner.HTML_ONLY, Manner.NO_NEGATIVE_RANGES);
        TestWheel second = TestWheel.of("demo", "2.0");
        server.add(second.fileName(), second.bytes());
        MetadataSource source = source(http);
        List<DistributionFile> files = files();

        assertThat(source.metadata(files.get(0))).isEqualTo(METADATA);
        assertThat(fileRequests()).hasSize(3);
        server.forgetRequests();
        source.metadata(files.get(1));
        assertThat(fileRequests()).hasSize(2).first().asString().endsWith("bytes=0-0");
        assertThat(downloadedWheels).isEmpty();
    }

    @Test
    void downloadsTheWheelIfTheServerIgnoresRanges() throws IOException {
        server.with(Manner.NO_RANGES);
        TestWheel second = TestWheel.of("demo", "2.0");
        server.add(second.fileName(), second.bytes());
        MetadataSource source = source(http);
        List<DistributionFile> files = files();

        assertThat(source.metadata(files.get(0))).isEqualTo(METADATA);
        source.metadata(files.get(1));

        assertThat(downloadedWheels).containsExactly(LARGE.fileName(), second.fileName());
        assertThat(fileRequests())
                .filteredOn(request -> request.contains("bytes="))
                .hasSize(1);
    }

    @Test
    void downloadsTheWheelIfTheServerSendsAnotherRange() throws IOException {
        server.with(Manner.SHIFTED_RANGES);
        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(downloadedWheels).containsExactly(LARGE.fileName());
    }

    @Test
    void downloadsTheWheelIfTheServerSendsMoreThanTheRange() throws IOException {
        server.with(Manner.LONGER_RANGES);
        assertThat(metadata()).isEqualTo(METADATA);
        assertThat(downloadedWheels).containsExactly(LARGE.fileName());
        assertThat(server.requests())
                .filteredOn(request -> request.header("Range").isPresent())
                .hasSize(1);
    }

    @Test
    void usesTheSizeOfTheServerIfThePageIsWrong() throws IOException {
        DistributionFile file = files().get(0);
        DistributionFile wrong = DistributionFile.builder(file.fileName(), file.url())
                .hashes(file.hashes())
                .size(WHEEL.length - 1000)
                .build();

        assertThat(source(http).metadata(wrong)).isEqualTo(METADATA);
        assertThat(downloadedWheels).isEmpty();
    }

    /** For every kind of refusal, the complete file decides. */
    @ParameterizedTest
    @ValueSource(ints = {400, 401, 402, 403, 404, 405, 406, 410, 416, 418, 429, 451, 500, 501, 502, 503, 504})
    void downloadsTheWheelIfTheServerRefusesRanges(int status) throws IOException {
        server.refusingRangesWith(status);
        assertThat(metadata()).isEqualTo(METADATA);
        server.with(Manner.NO_SIZES).with(Manner.HTML_ONLY);
        DistributionFile unsized = files().get(0);
        source(http).forget(unsized);

        assertThat(source(http).metadata(unsized)).isEqualTo(METADATA);
        assertThat(downloadedWheels).contains(LARGE.fileName());
    }

    @Test
    void downloadsTheWheelIfARangeIsDamaged() throws IOException {
        try (RawServer garbage = RawServer.start((request, out) -> {
            if (request.contains("\r\nRange:")) {
                out.write("\0\u00ff garbage\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            } else {
                out.write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + WHEEL.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(WHEEL);
            }
        })) {
            DistributionFile file = DistributionFile.builder(LARGE.fileName(), garbage.url("/" + LARGE.fileName()))
                    .size(WHEEL.length)
                    .build();

            assertThat(source(http).metadata(file)).isEqualTo(METADATA);
            assertThat(downloadedWheels).containsExactly(LARGE.fileName());
        }
    }

    @Test
    void refusesAForbiddenFile() throws IOException {
        DistributionFile file = files().get(0);
        server.guardedBy("ann", "secret").refusingWith(403);

        assertThat(catchThrowableOfType(
                                UnauthorizedException.class, () -> source(http).metadata(file))
                        .isForbidden())
                .isTrue();
        assertThat(downloadedWheels).containsExactly(LARGE.fileName());
    }
}
