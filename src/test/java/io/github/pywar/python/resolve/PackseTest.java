package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import io.github.pywar.testing.Conformance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The recorded scenarios of packaging's resolvers that wheels alone decide. */
class PackseTest {

    /** Here the outcome is pip's: "Our choices", 3 (upper bounds of Requires-Python) and 2 (a transitive pin). */
    private static final Set<String> AS_PIP =
            Set.of("python-less-than-current", "transitive-yanked-and-unyanked-dependency");

    private static final Set<String> NEED_SOURCE_DISTRIBUTIONS = Set.of(
            "android",
            "incompatible-python-compatible-override-available-no-wheels",
            "incompatible-python-compatible-override-no-compatible-wheels",
            "incompatible-python-compatible-override-other-wheel",
            "incompatible-python-compatible-override-unavailable-no-wheels",
            "local-not-used-with-sdist",
            "no-binary",
            "no-wheels",
            "no-wheels-no-build",
            "no-wheels-with-matching-platform",
            "only-wheels-no-binary",
            "specific-tag-and-default");

    @TestFactory
    Stream<DynamicTest> holdsEveryScenario() {
        return scenarios().map(scenario -> DynamicTest.dynamicTest(name(scenario), () -> check(scenario)));
    }

    @Test
    void theScenariosAreAsManyAsTheReadmeSays() {
        assertThat(scenarios()).hasSize(125);
    }

    private static Stream<JsonNode> scenarios() {
        return Conformance.cases("packse").stream()
                .filter(scenario ->
                        !scenario.path("resolver_options").path("universal").asBoolean())
                .filter(scenario -> !NEED_SOURCE_DISTRIBUTIONS.contains(name(scenario)));
    }

    private static String name(JsonNode scenario) {
        return scenario.get("name").asText();
    }

    private static void check(JsonNode scenario) throws IOException {
        boolean asPip = AS_PIP.contains(name(scenario));
        JsonNode expected = scenario.get(asPip ? "pip_head" : "expected");
        boolean solvable = asPip
                ? expected.get("exit").asInt() == 0
                : expected.get("satisfiable").asBoolean();
        Map<String, String> chosen;
        try {
            chosen = resolve(scenario);
        } catch (UserException e) {
            assertThat(solvable).as("refused: %s", e.getMessage()).isFalse();
            return;
        }
        assertThat(solvable).as("chose %s", chosen).isTrue();
        JsonNode packages = expected.path(asPip ? "installed" : "packages");
        if (packages.isObject()) {
            Map<String, String> wanted = new TreeMap<>();
            packages.properties()
                    .forEach(entry -> wanted.put(
                            entry.getKey(),
                            Version.parse(entry.getValue().asText()).toString()));
            assertThat(chosen).isEqualTo(wanted);
        }
    }

    private static Map<String, String> resolve(JsonNode scenario) throws IOException {
        MemoryIndex index = index(scenario.get("packages"));
        ResolveRequest.Builder request = ResolveRequest.builder("root", target(scenario))
                .requirements(texts(scenario.get("root").get("requires")).stream()
                        .map(text -> new RootRequirement(Requirement.parse(text), "requirements.txt:1"))
                        .toList());
        if (scenario.path("resolver_options").path("prereleases").asBoolean()) {
            request.prereleases(PrereleaseMode.ALWAYS);
        }
        Map<String, String> chosen = new TreeMap<>();
        new Resolver(index, index, Progress.SILENT)
                .resolve(request.build())
                .packages()
                .forEach(one -> chosen.put(one.name().value(), one.version().toString()));
        return chosen;
    }

    private static TargetEnvironment target(JsonNode scenario) {
        JsonNode options = scenario.path("resolver_options");
        String python = options.path("python")
                .asText(scenario.get("environment").get("python").asText());
        Platform platform = Platform.parse("linux-x86_64");
        return TargetEnvironment.of(
                PythonVersion.parse(python),
                options.has("python_platform") ? platform.withLibc(Libc.parse("glibc-2.17")) : platform);
    }

    private static MemoryIndex index(JsonNode packages) {
        MemoryIndex index = new MemoryIndex();
        packages.properties()
                .forEach(project -> project.getValue()
                        .properties()
                        .forEach(release -> add(index, project.getKey(), release.getKey(), release.getValue())));
        return index;
    }

    private static void add(MemoryIndex index, String name, String version, JsonNode release) {
        List<String> requires = texts(release.get("requires"));
        release.get("extras")
                .properties()
                .forEach(extra ->
                        texts(extra.getValue()).forEach(text -> requires.add(withExtra(text, extra.getKey()))));
        List<String> tags = texts(release.get("wheel_tags"));
        if (release.get("wheel").asBoolean()) {
            for (String tag : tags.isEmpty() ? List.of("py3-none-any") : tags) {
                index.wheel(name, version, tag, file -> described(file, release), requires);
            }
        }
        if (release.get("sdist").asBoolean()) {
            PackageName project = PackageName.parse(name);
            index.file(project, project.underscored() + "-" + version + ".tar.gz", file -> described(file, release));
        }
    }

    private static DistributionFile.Builder described(DistributionFile.Builder file, JsonNode release) {
        String python = release.path("requires_python").asText("");
        if (!python.isEmpty() && !release.get("requires_python").isNull()) {
            file.requiresPython(python);
        }
        return release.get("yanked").asBoolean() ? file.yanked("") : file;
    }

    private static String withExtra(String requirement, String extra) {
        int marker = requirement.indexOf(';');
        String condition = "extra == '" + extra + "'";
        return marker < 0
                ? requirement + "; " + condition
                : requirement.substring(0, marker) + "; (" + requirement.substring(marker + 1) + ") and " + condition;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
