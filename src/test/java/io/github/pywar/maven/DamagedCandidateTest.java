package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Builds in which the wheel of the newest version is damaged: the previous version is selected, with a warning. */
class DamagedCandidateTest extends HostileFixture {

    static Stream<Arguments> damaged() {
        return wheels().filter(each -> !isErrorOfTheInstaller((String) each.get()[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damaged")
    void selectsThePreviousVersion(String name, TestWheel wheel) throws IOException {
        addSound();
        index.add(wheel.fileName(), wheel.bytes()).with(Manner.NO_SIZES);

        Path ranged = build.run(NONE, "demo");

        assertThat(distribution(ranged)).isEqualTo("demo-0.9.dist-info");
        assertThat(build.progress().warnings()).singleElement().asString().contains("`demo-1.0-py3-none-any.whl`");
    }

    /** The index has valid metadata, so that the damage is found only in the downloaded wheel. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("damaged")
    void selectsThePreviousVersionIfTheDownloadIsDamaged(String name, TestWheel wheel) throws IOException {
        addSound();
        index.add(wheel.fileName(), wheel.bytes())
                .page("demo", JSON, page(wheel, "\"core-metadata\": true").replace("]}", ", " + sound() + "]}"))
                .serve(
                        "/files/" + wheel.fileName() + ".metadata",
                        "text/plain",
                        TestWheel.of("demo", "1.0").metadataText());

        Path archive = build.run(NONE, "demo");

        assertThat(distribution(archive)).isEqualTo("demo-0.9.dist-info");
        assertThat(build.progress().warnings())
                .singleElement()
                .asString()
                .startsWith("`demo-1.0-py3-none-any.whl` of index `internal` is skipped, and the versions are resolved"
                        + " again: ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damaged")
    void failsIfTheDamagedVersionIsPinned(String name, TestWheel wheel) throws IOException {
        addSound();
        index.add(wheel.fileName(), wheel.bytes());

        Throwable fault = catchThrowable(() -> build.run(NONE, "demo==1.0"));

        assertThat(build.message(fault)).contains("demo").doesNotContain("Exception");
        assertThat(build.files("target")).isEmpty();
    }

    @Test
    void reportsAForbiddenVersion() throws IOException {
        index.guardedBy("ann", "secret", path -> path.contains("-1.0-") || path.contains("-2.0-"))
                .refusingWith(403);
        addSound();
        for (String version : List.of("1.0", "2.0")) {
            TestWheel wheel = TestWheel.of("demo", version).file("demo.py", "");
            index.add(wheel.fileName(), wheel.bytes());
        }
        TestWheel other = TestWheel.of("other", "2.0").file("other.py", "");
        index.add(other.fileName(), other.bytes());

        refuses("blocked", "demo", "other");
    }

    @Test
    void reportsTheCredentialOfAForbiddenFile() throws IOException {
        Files.writeString(folder.resolve(".netrc"), "machine 127.0.0.1 login bob password wrong\n");
        index.guardedBy("ann", "secret", path -> path.startsWith("/files/")).refusingWith(403);
        addSound();

        refuses("blocked-with-password", "demo");
    }

    @Test
    void reportsAllForbiddenDownloads() throws IOException {
        index.with(Manner.METADATA)
                .guardedBy("ann", "secret", path -> path.endsWith(".whl"))
                .refusingWith(403);
        addSound();
        TestWheel other = TestWheel.of("other", "2.0").file("other.py", "");
        index.add(other.fileName(), other.bytes());

        Throwable fault = catchThrowable(() -> build.run(NONE, "demo", "other"));

        Golden.assertMatches("maven/hostile/blocked-downloads.txt", build.message(fault));
    }

    private void addSound() {
        TestWheel sound = TestWheel.of("demo", "0.9").file("demo/__init__.py", "");
        index.add(sound.fileName(), sound.bytes());
    }

    private static String sound() {
        String page = page(TestWheel.of("demo", "0.9").file("demo/__init__.py", ""), "\"core-metadata\": false");
        return page.substring(page.indexOf('[') + 1, page.lastIndexOf(']'));
    }

    private static String distribution(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.stream()
                    .map(entry -> entry.getName())
                    .filter(entry -> entry.endsWith(".dist-info/METADATA"))
                    .map(entry -> Path.of(entry).getParent().getFileName().toString())
                    .findFirst()
                    .orElseThrow();
        }
    }
}
