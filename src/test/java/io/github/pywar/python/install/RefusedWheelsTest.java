package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Unexpected files are not added to the store. */
class RefusedWheelsTest extends WheelStoreFixture {

    @Test
    void refusesAWrongHashAndRemovesTheFile() throws IOException {
        DistributionFile file = describe(demo()).hash("sha256", "0".repeat(64)).build();

        UserException error = catchThrowableOfType(UserException.class, () -> store().fetch(file));

        assertThat(error.what()).contains("its SHA-256 is not the expected one");
        assertThatNothingIsLeft();
        assertThat(progress.outcomes()).singleElement().asString().endsWith(" failed");
    }

    @Test
    void refusesAnotherWrongHashOrSizeAndRemovesTheFile() throws IOException {
        DistributionFile sum =
                describe(demo()).hash("sha512", "00").indexId("pypi").build();
        DistributionFile size = describe(demo()).size(7).indexId("pypi").build();

        UserException wrongSum = catchThrowableOfType(UserException.class, () -> store().fetch(sum));
        UserException wrongSize = catchThrowableOfType(UserException.class, () -> store().fetch(size));

        assertThat(wrongSum.what()).contains("sha512 expected: 00");
        Golden.assertMatches("install/wrong-size.txt", wrongSize.getMessage());
        assertThatNothingIsLeft();
    }

    @Test
    void removesATruncatedDownload() throws IOException {
        DistributionFile file = serve(TestWheel.of("demo", "1.0").file("demo/x", noise()));
        index.with(TestIndex.Manner.TRUNCATED_FILES);

        assertThat(catchThrowableOfType(IOException.class, () -> store().fetch(List.of(file), 4)))
                .hasMessageContaining(index.fileUrl(file.fileName()).toString());
        assertThatNothingIsLeft();
    }

    @Test
    void reportsAMissingFileWithItsUrl() throws IOException {
        DistributionFile file = DistributionFile.builder("gone-1.0-py3-none-any.whl", index.at("/files/gone.whl"))
                .indexId("pypi")
                .build();

        Golden.assertMatches(
                "install/gone.txt",
                catchThrowableOfType(UserException.class, () -> store().fetch(file))
                        .getMessage()
                        .replaceAll(":[0-9]+/", ":PORT/"));
        assertThatNothingIsLeft();
    }

    @Test
    void refusesAWheelThatDoesNotMatchItsRecord() throws IOException {
        DistributionFile file = serve(demo().record(text -> text.replaceFirst("sha256=..", "sha256=__")));

        assertThat(catchThrowableOfType(UserException.class, () -> store().fetch(file))
                        .what())
                .contains("it does not match its RECORD");
        assertThatNothingIsLeft();
    }

    @Test
    void refusesAWheelWithMetadataOfAnotherVersion() throws IOException {
        DistributionFile file = serve(demo().info("METADATA", "Metadata-Version: 2.1\nName: demo\nVersion: 2.0\n"));

        Golden.assertMatches(
                "install/another-inside.txt",
                catchThrowableOfType(UserException.class, () -> store().fetch(file))
                        .getMessage());
        assertThatNothingIsLeft();
    }

    @Test
    void refusesAFileThatIsNotAWheel() throws IOException {
        index.add("demo-1.0-py3-none-any.whl", "<html>please log in</html>".getBytes());
        DistributionFile file = DistributionFile.builder(demo().fileName(), index.fileUrl(demo().fileName()))
                .build();

        assertThat(catchThrowableOfType(UserException.class, () -> store().fetch(file))
                        .what())
                .contains("it is not a zip file");
        assertThatNothingIsLeft();
    }

    @Test
    void refusesAFileNameWithAPath() {
        DistributionFile file = DistributionFile.builder("demo-1.0-1/../../x-py3-none-any.whl", URI.create("file:///x"))
                .build();

        assertThat(catchThrowableOfType(UserException.class, () -> store().fetch(file)))
                .hasMessage("`demo-1.0-1/../../x-py3-none-any.whl` is not the file name of a wheel");
    }

    @Test
    void reportsTheFirstFailureInTheRequestedOrder() throws IOException {
        List<DistributionFile> files = List.of(
                serve(demo()),
                describe(TestWheel.of("a", "1")).hash("sha256", "0".repeat(64)).build(),
                describe(TestWheel.of("b", "1")).hash("sha256", "1".repeat(64)).build());

        assertThat(catchThrowableOfType(UserException.class, () -> store().fetch(files, 3)))
                .hasMessageContaining("a-1-py3-none-any.whl");
    }

    @Test
    void refusesAStoredWheelBeyondLowerLimits() throws IOException {
        DistributionFile file = serve(demo());
        Path place = store().fetch(file).file();
        ZipLimits lower = new ZipLimits(2, 1 << 20, 1 << 20, 400);
        WheelStore strict = new WheelStore(stored(), new RemoteWheelSource(http), progress, lower);
        index.forgetRequests();

        assertThat(catchThrowableOfType(UserException.class, () -> strict.fetch(file)))
                .hasMessageContaining("it has more than 2 entries")
                .hasMessageContaining("raise the limit for the number of files in a wheel");

        assertThat(place).exists();
        assertThat(index.requests()).isEmpty();
        assertThat(progress.warnings()).isEmpty();
    }

    private void assertThatNothingIsLeft() {
        try (Stream<Path> files = Files.walk(stored())) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> !file.startsWith(stored().resolve("locks"))))
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
