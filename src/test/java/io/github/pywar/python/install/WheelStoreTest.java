package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.Retries;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.ZipLimits;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WheelStoreTest {

    private static final Retries AT_ONCE = new Retries(1, Duration.ZERO, time -> {});

    private final TestIndex index = TestIndex.start();
    private final Http http = Http.builder().retries(AT_ONCE).build();
    private final TestProgress progress = new TestProgress();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        http.close();
        index.close();
    }

    @Test
    void wheelsComeInTheOrderAskedFor() throws IOException {
        List<DistributionFile> files = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            files.add(serve(TestWheel.of("p" + i, "1.0").file("p" + i + "/x", "x".repeat(20_000 - 1000 * i))));
        }

        List<Wheel> wheels = store().fetch(files, 8);

        assertThat(wheels).extracting(Wheel::fileName).containsExactlyElementsOf(names(files));
        assertThat(progress.outcomes()).hasSize(20).allMatch(outcome -> outcome.endsWith(" done"));
    }

    @Test
    void whatIsThereIsNotAskedForAgain() throws IOException {
        DistributionFile file = serve(demo());
        Path first = store().fetch(file).file();
        int asked = index.requests().size();

        Path again = store().fetch(file).file();

        assertThat(again)
                .isEqualTo(first)
                .isEqualTo(stored().resolve(first.getParent().getFileName() + "/demo-1.0-py3-none-any.whl"));
        assertThat(first.getParent().getFileName()).hasToString(Sha256.of(first).hex());
        assertThat(index.requests()).hasSize(asked);
    }

    @Test
    void aFileWithoutSumsIsSummedUpOnItsWay() throws IOException {
        index.add(demo().fileName(), demo().bytes());
        DistributionFile file = DistributionFile.builder(demo().fileName(), index.fileUrl(demo().fileName()))
                .build();

        Wheel wheel = store().fetch(file);
        Path place = wheel.file();

        assertThat(WheelStore.sumOf(wheel)).isEqualTo(Sha256.of(place));
        assertThat(place.getParent().getFileName())
                .hasToString(Sha256.of(demo().bytes()).hex());
    }

    @Test
    void aFolderOfThisMachineIsAsGoodAsAServer() throws IOException {
        Path wheel = demo().write(folder);

        Wheel fetched = store().fetch(DistributionFile.builder(demo().fileName(), wheel.toUri())
                .build());

        assertThat(fetched.file()).hasSameBinaryContentAs(wheel).isNotEqualTo(wheel);
        assertThat(progress.outcomes()).containsExactly("demo-1.0-py3-none-any.whl " + Files.size(wheel) + " done");
    }

    @Test
    void aWrongSumIsRefusedAndLeavesNothing() throws IOException {
        DistributionFile file = describe(demo()).hash("sha256", "0".repeat(64)).build();

        UserException error = catchThrowableOfType(UserException.class, () -> store().fetch(file));

        assertThat(error.what()).contains("its SHA-256 is not the expected one");
        assertThatNothingIsLeft();
        assertThat(progress.outcomes()).singleElement().asString().endsWith(" failed");
    }

    @Test
    void aWrongSumOfAnotherKindOrAWrongSizeIsRefusedAndLeavesNothing() throws IOException {
        DistributionFile sum =
                describe(demo()).hash("sha512", "00").indexId("pypi").build();
        DistributionFile size = describe(demo()).size(7).indexId("pypi").build();

        UserException wrongSum = catchThrowableOfType(UserException.class, () -> store().fetch(sum));
        UserException wrongSize = catchThrowableOfType(UserException.class, () -> store().fetch(size));

        assertThat(wrongSum.what()).contains("sha512 promised: 00");
        Golden.assertMatches("install/wrong-size.txt", wrongSize.getMessage());
        assertThatNothingIsLeft();
    }

    @Test
    void aTruncatedDownloadLeavesNothing() throws IOException {
        DistributionFile file = serve(TestWheel.of("demo", "1.0").file("demo/x", noise()));
        index.with(TestIndex.Manner.TRUNCATED_FILES);

        assertThat(catchThrowableOfType(IOException.class, () -> store().fetch(List.of(file), 4)))
                .hasMessageContaining(index.fileUrl(file.fileName()).toString());
        assertThatNothingIsLeft();
    }

    @Test
    void aFileThatIsGoneIsToldWithItsIndex() throws IOException {
        DistributionFile file = DistributionFile.builder("gone-1.0-py3-none-any.whl", index.at("/files/gone.whl"))
                .indexId("pypi")
                .build();

        Golden.assertMatches(
                "install/gone.txt",
                catchThrowableOfType(UserException.class, () -> store().fetch(file))
                        .getMessage());
        assertThatNothingIsLeft();
    }

    @Test
    void aWheelThatIsNotWhatItsRecordSaysDoesNotComeIn() throws IOException {
        DistributionFile file = serve(demo().record(text -> text.replaceFirst("sha256=..", "sha256=__")));

        assertThat(catchThrowableOfType(UserException.class, () -> store().fetch(file))
                        .what())
                .contains("it is not what its RECORD says");
        assertThatNothingIsLeft();
    }

    @Test
    void aWheelThatSaysInsideThatItIsAnotherDoesNotComeIn() throws IOException {
        DistributionFile file = serve(demo().info("METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 2.0\n"));

        Golden.assertMatches(
                "install/another-inside.txt",
                catchThrowableOfType(UserException.class, () -> store().fetch(file))
                        .getMessage());
        assertThatNothingIsLeft();
    }

    @Test
    void aWheelOfANewerMinorFormatComesInWithAWarning() throws IOException {
        store().fetch(serve(demo().wheelFile("Wheel-Version: 1.9\nRoot-Is-Purelib: true\n")));

        assertThat(progress.warnings())
                .containsExactly("`demo-1.0-py3-none-any.whl` is of version 1.9 of the wheel format; what is new in it"
                        + " is not known here");
    }

    @Test
    void whatIsNoWheelDoesNotComeIn() throws IOException {
        index.add("demo-1.0-py3-none-any.whl", "<html>please log in</html>".getBytes());
        DistributionFile file = DistributionFile.builder(demo().fileName(), index.fileUrl(demo().fileName()))
                .build();

        assertThat(catchThrowableOfType(UserException.class, () -> store().fetch(file))
                        .what())
                .contains("it is no zip");
        assertThatNothingIsLeft();
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() {
        DistributionFile file = DistributionFile.builder("demo-1.0-1/../../x-py3-none-any.whl", URI.create("file:///x"))
                .build();

        assertThat(catchThrowableOfType(UserException.class, () -> store().fetch(file)))
                .hasMessage("`demo-1.0-1/../../x-py3-none-any.whl` is no name of a wheel");
    }

    @Test
    void theFirstFailureInTheOrderAskedForIsTold() throws IOException {
        List<DistributionFile> files = List.of(
                serve(demo()),
                describe(TestWheel.of("a", "1")).hash("sha256", "0".repeat(64)).build(),
                describe(TestWheel.of("b", "1")).hash("sha256", "1".repeat(64)).build());

        assertThat(catchThrowableOfType(UserException.class, () -> store().fetch(files, 3)))
                .hasMessageContaining("a-1-py3-none-any.whl");
    }

    @Test
    void aFileDamagedInTheStoreIsFetchedAgain() throws IOException {
        DistributionFile file = serve(demo());
        Path place = store().fetch(file).file();
        Files.write(place, new byte[100]);

        Wheel wheel = store().fetch(file);

        wheel.verify();
        assertThat(progress.warnings()).singleElement().asString().contains("was damaged since it was fetched");
    }

    @Test
    void aWheelBeyondLimitsThatWereLoweredIsRefusedAndStays() throws IOException {
        DistributionFile file = serve(demo());
        Path place = store().fetch(file).file();
        ZipLimits lower = new ZipLimits(2, 1 << 20, 1 << 20, 400);
        WheelStore strict = new WheelStore(stored(), new NetworkSource(http), progress, lower);
        index.forgetRequests();

        assertThat(catchThrowableOfType(UserException.class, () -> strict.fetch(file)))
                .hasMessageContaining("it has 4 entries, more than 2")
                .hasMessageContaining("<wheelLimits>");

        assertThat(place).exists();
        assertThat(index.requests()).isEmpty();
        assertThat(progress.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sha512, SHA-512", "sha384, SHA-384", "sha3_256, SHA3-256"})
    void whatHasOnlyAnotherStrongSumIsNotAskedForAgain(String name, String algorithm) throws Exception {
        byte[] sum = MessageDigest.getInstance(algorithm).digest(demo().bytes());
        DistributionFile file = describe(demo())
                .hash(name, HexFormat.of().withUpperCase().formatHex(sum))
                .build();
        Path first = store().fetch(file).file();
        index.forgetRequests();

        assertThat(store().fetch(file).file()).isEqualTo(first);
        assertThat(index.requests()).isEmpty();
    }

    @Test
    void offlineAFileWithoutSumsIsTheOneThatCameLast() throws IOException {
        DistributionFile file = describe(demo()).build();
        store().fetch(file);
        index.add(file.fileName(), demo().file("demo/two.py", "").bytes());
        Path second = store().fetch(file).file();
        index.forgetRequests();

        try (Http nobody = Http.builder().offline(true).build()) {
            WheelStore offline = new WheelStore(stored(), new NetworkSource(nobody), progress);
            assertThat(offline.fetch(file).file()).isEqualTo(second);
            DistributionFile other = DistributionFile.builder(file.fileName(), index.at("/other/" + file.fileName()))
                    .build();
            assertThat(catchThrowableOfType(UserException.class, () -> offline.fetch(other)))
                    .hasMessageContaining("`" + other.url() + "`: the build is offline");
        }
        assertThat(index.requests()).isEmpty();
    }

    @Test
    void aSumThatWouldBeAPathLeadsNowhere() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "0".repeat(64));
        DistributionFile file =
                describe(demo()).hash("sha512", "x/../../../outside").build();

        assertThat(catchThrowableOfType(UserException.class, () -> store().fetch(file)))
                .hasMessageContaining("sha512 promised: x/../../../outside");
        assertThat(outside).hasContent("0".repeat(64));
    }

    @Test
    void buildsAtTheSameTimeShareOneStore() throws Exception {
        DistributionFile file = serve(TestWheel.of("demo", "1.0").file("demo/x", noise()));
        int builds = 8;
        CyclicBarrier start = new CyclicBarrier(builds);
        ExecutorService pool = Executors.newFixedThreadPool(builds);
        try {
            Callable<Path> build = () -> {
                start.await();
                Wheel wheel = store().fetch(file);
                wheel.verify();
                return wheel.file();
            };
            List<Future<Path>> all = new ArrayList<>();
            for (int i = 0; i < builds; i++) {
                all.add(pool.submit(build));
            }
            for (Future<Path> one : all) {
                assertThat(one.get()).isEqualTo(all.get(0).get());
            }
        } finally {
            pool.shutdownNow();
        }
        try (Stream<Path> left = Files.list(stored().resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatAKilledBuildLeftIsSweptWhenItIsOld() throws IOException {
        Path old = Files.createDirectories(stored().resolve("incoming/old"));
        Path young = Files.createDirectories(stored().resolve("incoming/young"));
        Files.writeString(old.resolve("x.part"), "half");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));

        store().fetch(serve(demo()));

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    /** A name without a file is what a listing still holds of a place that another build has just closed. */
    @Test
    void whatAnotherBuildTakesAwayMeanwhileIsNoFailure() throws IOException {
        Path incoming = Files.createDirectories(stored().resolve("incoming"));
        Files.createSymbolicLink(incoming.resolve("closed"), incoming.resolve("nowhere"));

        assertThat(store().fetch(serve(demo())).file()).exists();
    }

    @Test
    void aWheelMayBeLargerThanAPage() throws IOException {
        byte[] large = new byte[(64 << 20) + 1];
        String name = "large-1.0-py3-none-any.whl";
        index.add(name, large);
        DistributionFile file =
                DistributionFile.builder(name, index.fileUrl(name)).build();

        Sha256 sum = new NetworkSource(http)
                .fetch(file, folder.resolve(name), progress.transfer("index", name, large.length));

        assertThat(sum).isEqualTo(Sha256.of(large));
    }

    private WheelStore store() {
        return new WheelStore(stored(), new NetworkSource(http), progress);
    }

    private Path stored() {
        return folder.resolve("wheels");
    }

    private static TestWheel demo() {
        return TestWheel.of("demo", "1.0").file("demo/__init__.py", "one = 1\n");
    }

    private DistributionFile.Builder describe(TestWheel wheel) {
        index.add(wheel.fileName(), wheel.bytes());
        return DistributionFile.builder(wheel.fileName(), index.fileUrl(wheel.fileName()));
    }

    private DistributionFile serve(TestWheel wheel) {
        return describe(wheel).hash("sha256", Sha256.of(wheel.bytes()).hex()).build();
    }

    private static byte[] noise() {
        byte[] noise = new byte[300_000];
        new Random(3).nextBytes(noise);
        return noise;
    }

    private static List<String> names(List<DistributionFile> files) {
        return files.stream().map(DistributionFile::fileName).toList();
    }

    private void assertThatNothingIsLeft() {
        try (Stream<Path> files = Files.walk(stored())) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
