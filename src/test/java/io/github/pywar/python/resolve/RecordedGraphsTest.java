package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import io.github.pywar.testing.Conformance;
import io.github.pywar.testing.ConformanceSummary;
import io.github.pywar.testing.TestProgress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs of a real index, recorded by the project of pip's resolver. Prints decisions and times. */
class RecordedGraphsTest {

    private static final String FILE = "resolvelib_graphs";
    private static final Map<String, JsonNode> RECORDED = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        RECORDED.putAll(recorded());
    }

    /** Returns all files by their paths. */
    static Map<String, JsonNode> recorded() throws IOException {
        Map<String, JsonNode> recorded = new HashMap<>();
        ObjectMapper mapper = new ObjectMapper();
        try (InputStream file = Files.newInputStream(Conformance.folder().resolve("resolvelib_graphs.tar.gz"));
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(file)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.getName().endsWith(".json")) {
                    recorded.put(entry.getName(), mapper.readTree(tar.readAllBytes()));
                }
            }
        }
        return recorded;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backjump-test-1",
                "backjump-test-2",
                "backjump-test-3",
                "backjump-test-4",
                "cheroot",
                "conflict-with-dependency",
                "issue-134",
                "same-package-extras",
                "same-package",
                "with-without-extras"
            })
    void choosesAsRecorded(String name) throws Exception {
        ConformanceSummary.check(FILE, () -> assertThat(resolve(name)).isEqualTo(recorded(name)));
    }

    /** The recorded choice has no urllib3, although botocore requires it on every Python but 3.4. */
    @Test
    void choosesAsRecordedWithARequirementByMarker() throws Exception {
        Map<String, Version> expected = recorded("chalice");
        expected.put("urllib3", Version.parse("1.25.8"));
        ConformanceSummary.check(FILE, () -> assertThat(resolve("chalice")).isEqualTo(expected));
    }

    private static Map<String, Version> recorded(String name) {
        Map<String, Version> expected = new TreeMap<>();
        RECORDED.get("case/" + name + ".json")
                .get("resolved")
                .properties()
                .forEach(one -> expected.put(
                        one.getKey(),
                        Version.parse(
                                one.getValue().isObject()
                                        ? one.getValue().get("version").asText()
                                        : one.getValue().asText())));
        return expected;
    }

    @Test
    void reportsAConflictOfExtrasAsRecorded() throws Exception {
        ConformanceSummary.check(
                FILE,
                () -> assertThatThrownBy(() -> resolve("different-extras"))
                        .isInstanceOf(UserException.class)
                        .hasMessageContaining("markupsafe"));
    }

    /** The project itself gives up on this graph. There is no solution, because the graph lacks a project. */
    @Test
    void explainsTheStressCaseInAFewLines() {
        ConformanceSummary.excluded(FILE, "pyrex-1.9.8: no choice is recorded; here it has no solution", 1);
        assertThatThrownBy(() -> resolve("pyrex-1.9.8"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no index has the project `msgpack`")
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSizeLessThan(20));
    }

    private static Map<String, Version> resolve(String name) throws IOException {
        JsonNode recorded = RECORDED.get("case/" + name + ".json");
        MemoryIndex index = index(RECORDED.get("index/" + recorded.get("index").asText() + ".json"));
        List<RootRequirement> requirements = new ArrayList<>();
        recorded.get("requested")
                .forEach(text ->
                        requirements.add(new RootRequirement(Requirement.parse(text.asText()), "case " + name)));
        TargetEnvironment target = TargetEnvironment.of(PythonVersion.parse("3.8.2"), Platform.parse("linux-x86_64"));
        ResolveRequest request =
                ResolveRequest.builder(name, target).requirements(requirements).build();
        TestProgress progress = new TestProgress();
        long start = System.nanoTime();
        try {
            Map<String, Version> chosen = new TreeMap<>();
            Resolution resolution = new Resolver(index, index, progress).resolve(request);
            resolution.packages().forEach(one -> chosen.put(one.name().value(), one.version()));
            return chosen;
        } finally {
            long millis = (System.nanoTime() - start) / 1_000_000;
            ConformanceSummary.remark(
                    FILE, name + ": " + String.join(", ", progress.details()) + ", " + millis + " ms");
        }
    }

    static MemoryIndex index(JsonNode recorded) {
        MemoryIndex index = new MemoryIndex();
        recorded.properties().stream()
                .filter(project -> project.getValue().isObject())
                .forEach(project -> project.getValue().properties().forEach(release -> {
                    List<String> requires = new ArrayList<>();
                    release.getValue().path("dependencies").forEach(text -> requires.add(text.asText()));
                    index.wheel(project.getKey(), release.getKey(), requires.toArray(String[]::new));
                }));
        return index;
    }
}
