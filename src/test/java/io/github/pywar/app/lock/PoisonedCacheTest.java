package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.ServerSettings;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An index must not change the resolutions of another index through the shared cache. */
class PoisonedCacheTest extends LockFixture {

    private static final String JSON = "application/vnd.pypi.simple.v1+json";
    private static final TestWheel OLD = TestWheel.of("lib", "1.0").file("lib.py", "hole = True\n");
    private static final TestWheel NEW = TestWheel.of("lib", "2.0").file("lib.py", "hole = False\n");

    /** The same version with a requirement that does not exist. */
    private static final TestWheel FAKE = TestWheel.of("lib", "2.0")
            .metadata("Requires-Dist: no-such-project")
            .file("lib.py", "");

    private final TestIndex evil = TestIndex.start();

    @BeforeEach
    void fill() {
        add(OLD);
        add(NEW);
        index.without(Manner.METADATA);
    }

    @AfterEach
    void end() {
        evil.close();
    }

    /** All ways to send wrong metadata for a wheel with the hash of the correct one. */
    static Stream<Arguments> poisons() {
        String sum = Sha256.of(FAKE.metadataText().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hex();
        return Stream.of(
                poison("metadata with its hash", evil -> page(evil, "{\"sha256\": \"" + sum + "\"}")),
                poison("metadata without a hash", evil -> page(evil, "true")),
                poison("ranges of another wheel", evil -> page(evil, "false")),
                poison("another wheel without ranges", evil -> page(evil.with(Manner.NO_RANGES), "false")));
    }

    private static Arguments poison(String name, Consumer<TestIndex> poison) {
        return Arguments.of(name, poison);
    }

    private static void page(TestIndex evil, String coreMetadata) {
        evil.add(NEW.fileName(), FAKE.bytes())
                .serve("/files/" + NEW.fileName() + ".metadata", "text/plain", FAKE.metadataText())
                .page(
                        "lib",
                        JSON,
                        "{\"meta\": {\"api-version\": \"1.1\"}, \"name\": \"lib\", \"files\": [{\"filename\": \""
                                + NEW.fileName() + "\", \"url\": \"" + evil.fileUrl(NEW.fileName()) + "\", \"size\": "
                                + FAKE.bytes().length + ", \"hashes\": {\"sha256\": \""
                                + Sha256.of(NEW.bytes()).hex() + "\"}, \"core-metadata\": " + coreMetadata + "}]}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poisons")
    void usesTheMetadataOfAnIndexForThatIndexOnly(String name, Consumer<TestIndex> poison) throws IOException {
        poison.accept(evil);
        assertThat(catchThrowable(() -> sources(evil, false).libraries(project.spec(List.of("lib")), project.progress)))
                .isNotNull();

        assertThat(chosen(false)).containsExactly(NEW.fileName());
        assertThat(chosen(true)).containsExactly(NEW.fileName());
        project.lock(List.of("lib"));
        assertThat(project.text()).contains("version = \"2.0\"");
        assertThat(project.progress.warnings()).isEmpty();
    }

    /** The index has sent wrong metadata and is repaired since; its pages are unchanged. */
    @Test
    void fetchesMetadataAgainIfItDiffersFromTheWheel() throws IOException {
        serveWrongMetadataOnce();

        assertThat(chosen(false)).containsExactly("idna-1.0-py3-none-any.whl", "web-1.0-py3-none-any.whl");
        assertThat(project.progress.warnings())
                .singleElement()
                .asString()
                .startsWith("The versions are resolved again: ")
                .contains("`web-1.0-py3-none-any.whl`", "Requires-Dist in the wheel: idna");
    }

    @Test
    void fetchesMetadataAgainWhenRefreshing() throws IOException {
        serveWrongMetadataOnce();

        assertThat(chosen(true)).containsExactly("idna-1.0-py3-none-any.whl", "web-1.0-py3-none-any.whl");
        assertThat(project.progress.warnings()).isEmpty();
    }

    private String required = "lib";

    private void serveWrongMetadataOnce() throws IOException {
        required = "web";
        TestWheel web =
                TestWheel.of("web", "1.0").metadata("Requires-Dist: idna").file("web.py", "");
        add(web);
        add("idna", "1.0", "");
        index.page(
                        "web",
                        JSON,
                        "{\"meta\": {\"api-version\": \"1.1\"}, \"name\": \"web\", \"files\": [{\"filename\": \""
                                + web.fileName() + "\", \"url\": \"" + index.fileUrl(web.fileName()) + "\", \"size\": "
                                + web.bytes().length + ", \"hashes\": {\"sha256\": \""
                                + Sha256.of(web.bytes()).hex() + "\"}, \"core-metadata\": true}]}")
                .serve(
                        "/files/" + web.fileName() + ".metadata",
                        "text/plain",
                        TestWheel.of("web", "1.0").metadataText());
        project.lock(List.of("web"));
        Files.delete(project.file());
        index.serve("/files/" + web.fileName() + ".metadata", "text/plain", web.metadataText());
    }

    /** Two indexes with one id have the same page with the same hash. */
    @Test
    void usesAResolutionForItsOwnIndexOnly() throws IOException {
        TestIndex copy = evil.add(OLD.fileName(), OLD.bytes());
        sources(copy, false).libraries(project.spec(List.of("lib")), project.progress);

        assertThat(chosen(false)).containsExactly(NEW.fileName());
    }

    private List<String> chosen(boolean isRefreshing) throws IOException {
        return sources(index, isRefreshing).libraries(project.spec(List.of(required)), project.progress).stream()
                .map(library -> library.wheel().fileName())
                .toList();
    }

    private PackageSources sources(TestIndex from, boolean isRefreshing) {
        return new PackageSources(
                new PackageSources.IndexOptions(
                        List.of(IndexDeclaration.of("test", from.url(), "test")), List.of(), false),
                ServerSettings.NONE,
                new PackageSources.Traffic(false, 4, 0),
                new PackageSources.Cache(folder.resolve("cache0"), isRefreshing),
                new BuildMachine(Map.of(), folder, folder, folder, "Linux"));
    }
}
