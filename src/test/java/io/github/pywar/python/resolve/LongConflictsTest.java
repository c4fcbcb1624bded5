package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import io.github.pywar.testing.ConformanceSummary;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Explains a conflict completely in at most 30 lines, however many versions it involves. */
class LongConflictsTest {

    private static final int MOST_LINES = 30;
    private static final int SETS = 150;
    private static final int FEWEST_VERSIONS = 8;
    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.8.2"), Platform.parse("linux-x86_64"));

    private static Map<String, JsonNode> recorded;

    @BeforeAll
    static void read() throws IOException {
        recorded = RecordedGraphsTest.recorded();
    }

    @Test
    void explainsTwoRealProjectsWithSixteenHundredVersions() {
        MemoryIndex index = RecordedGraphsTest.index(recorded.get("index/pypi-2020-11-17-cheroot.json"));

        assertReadable(errorOf(index, List.of("boto3>=1.7.70", "botocore<=1.0.0", "urllib3<1.20")));
        Golden.assertMatches(
                "resolve/real-conflict.txt", errorOf(index, List.of("moto>=0.4.19", "botocore<=1.0.0", "requests")));
    }

    @Test
    void explainsMissingProjectsThatManyDependOn() {
        MemoryIndex index = RecordedGraphsTest.index(recorded.get("index/pypi-2020-02-15-pyrax.json"));

        assertReadable(
                errorOf(index, List.of("oslo-config", "oslo-serialization", "mox3", "flake8-docstrings<=0.2.8")));
    }

    /** Two projects of one release cycle pin each other, and their limits for a third project move over time. */
    @Test
    void explainsTwoProjectsWithThousandsOfVersions() {
        MemoryIndex index = new MemoryIndex();
        for (int i = 0; i < 3000; i++) {
            int era = i / 500;
            index.wheel("sdk", "1." + i + ".0", "core>=1." + i + ".0,<1." + (i + 1), "jpath>=0.7,<2");
            index.wheel("core", "1." + i + ".0", "http>=1." + (20 + era) + ",<1." + (23 + era), "jpath>=0.7,<2");
        }
        for (int i = 10; i < 30; i++) {
            index.wheel("http", "1." + i);
        }
        index.wheel("jpath", "1.0");

        assertReadable(errorOf(index, List.of("sdk", "http<1.20")));
        assertReadable(errorOf(index, List.of("sdk>=1.1600", "http<1.23")));
        assertReadable(errorOf(index, List.of("sdk>=1.1600", "core<1.1600")));
    }

    /**
     * Random requirements on the projects of a recorded index: some have a solution, the others need an explanation.
     */
    @ParameterizedTest
    @ValueSource(strings = {"pypi-2020-11-17-cheroot", "pypi-2020-02-15-pyrax", "pypi-2020-02-13-dask"})
    void explainsRandomRequirementsOnARealIndex(String name) {
        JsonNode graph = recorded.get("index/" + name + ".json");
        MemoryIndex index = RecordedGraphsTest.index(graph);
        Map<String, List<Version>> versions = versions(graph);
        Random random = new Random(42);
        int conflicts = 0;
        for (int i = 0; i < SETS; i++) {
            Optional<String> error = resolve(index, requirements(versions, random));
            error.ifPresent(LongConflictsTest::assertReadable);
            conflicts += error.isPresent() ? 1 : 0;
        }
        ConformanceSummary.remark(
                "resolvelib_graphs", name + ": " + conflicts + " conflicts of " + SETS + " sets explained");
        assertThat(conflicts).isBetween(SETS / 10, SETS * 9 / 10);
    }

    private static Map<String, List<Version>> versions(JsonNode graph) {
        Map<String, List<Version>> versions = new TreeMap<>();
        graph.properties().stream()
                .filter(project ->
                        project.getValue().isObject() && project.getValue().size() >= FEWEST_VERSIONS)
                .forEach(project -> {
                    List<Version> all = new ArrayList<>();
                    project.getValue()
                            .fieldNames()
                            .forEachRemaining(text -> Version.tryParse(text).ifPresent(all::add));
                    versions.put(project.getKey(), all);
                });
        return versions;
    }

    private static List<String> requirements(Map<String, List<Version>> versions, Random random) {
        List<String> names = List.copyOf(versions.keySet());
        List<String> operators = List.of("", "", ">=", ">=", "<=", "<=", "==");
        List<String> requirements = new ArrayList<>();
        for (int count = 3 + random.nextInt(6); count > 0; count--) {
            String name = names.get(random.nextInt(names.size()));
            String operator = operators.get(random.nextInt(operators.size()));
            List<Version> all = versions.get(name);
            requirements.add(name + operator + (operator.isEmpty() ? "" : all.get(random.nextInt(all.size()))));
        }
        return requirements;
    }

    private static void assertReadable(String message) {
        assertThat(message.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
        assertThat(message)
                .contains("there is no solution")
                .doesNotContain("similar steps omitted")
                .doesNotContainPattern("because (no index has the project `[^`]+`) and \\1");
    }

    private static String errorOf(MemoryIndex index, List<String> requirements) {
        return resolve(index, requirements).orElseThrow();
    }

    /** Returns the error message if there is no solution. */
    private static Optional<String> resolve(MemoryIndex index, List<String> requirements) {
        List<RootRequirement> roots = requirements.stream()
                .map(text -> new RootRequirement(Requirement.parse(text), "pom.xml"))
                .toList();
        ResolveRequest request =
                ResolveRequest.builder("shop", TARGET).requirements(roots).build();
        return Optional.ofNullable(catchThrowableOfType(
                        UserException.class, () -> new Resolver(index, index, Progress.SILENT).resolve(request)))
                .map(UserException::getMessage);
    }
}
