package io.github.pywar.app.lock;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndexFile;
import io.github.pywar.testing.TestSdist;
import io.github.pywar.testing.TestWheel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Recorded packse scenario: the content of an index, a declaration, and the expected result.
 *
 * @param recorded its entry in {@code packse.json.gz}
 */
record PackseScenario(JsonNode recorded) {

    /** Results that are recorded as a text only: the one version that the scenario has for its Python. */
    private static final Map<String, Map<String, String>> AS_DESCRIBED = Map.of(
            "android", Map.of("deltachat-rpc-server", "1.159.5"),
            "incompatible-python-compatible-override-no-compatible-wheels", Map.of("a", "1.0.0"),
            "incompatible-python-compatible-override-other-wheel", Map.of("a", "1.0.0"),
            "incompatible-python-compatible-override-unavailable-no-wheels", Map.of("a", "1.0.0"));

    /** Scenarios with the result of pip: an upper bound of Requires-Python, and a yanked file behind a transitive pin. */
    private static final Set<String> AS_PIP =
            Set.of("python-less-than-current", "transitive-yanked-and-unyanked-dependency");

    String name() {
        return recorded.get("name").asText();
    }

    boolean isUniversal() {
        return options().path("universal").asBoolean();
    }

    boolean isSolvable() {
        return isAsPip()
                ? recorded.at("/pip_head/exit").asInt() == 0
                : recorded.at("/expected/satisfiable").asBoolean();
    }

    /** Returns whether pip was not asked, because it would have had to build a source distribution. */
    boolean needsSource() {
        return recorded.at("/pip_head/skipped").asText().equals("needs sdist build");
    }

    /** Returns the expected versions: those of the scenario, else those of pip or uv. */
    Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>(AS_DESCRIBED.getOrDefault(name(), Map.of()));
        if (versions.isEmpty()) {
            installed()
                    .properties()
                    .forEach(one -> versions.put(one.getKey(), one.getValue().asText()));
        }
        return versions;
    }

    private JsonNode installed() {
        JsonNode expected = recorded.at("/expected/packages");
        return !isAsPip() && expected.isObject()
                ? expected
                : recorded.at(needsSource() ? "/uv/added" : "/pip_head/installed");
    }

    private boolean isAsPip() {
        return AS_PIP.contains(name());
    }

    /** Returns all packages that the declaration can lead to, by any version. */
    Set<String> reachable() {
        Set<String> found = new TreeSet<>();
        Deque<String> left = new ArrayDeque<>(texts(recorded.path("root").path("requires")));
        while (!left.isEmpty()) {
            String name = Requirement.parse(left.pop()).name().value();
            if (found.add(name)) {
                recorded.get("packages").path(name).forEach(release -> {
                    left.addAll(texts(release.get("requires")));
                    release.get("extras").forEach(extra -> left.addAll(texts(extra)));
                });
            }
        }
        return found;
    }

    String python() {
        return options()
                .path("python")
                .asText(recorded.at("/environment/python").asText());
    }

    /** Returns the oldest C library of the scenario's platform. */
    Optional<String> libc() {
        return options().has("python_platform") ? Optional.of("glibc-2.17") : Optional.empty();
    }

    /** Returns the declaration as a requirements file. */
    String requirementsFile() {
        String pre = options().path("prereleases").asBoolean() ? "--pre\n" : "";
        String formats = texts(options().path("no_binary")).stream()
                        .map(name -> "--no-binary " + name + "\n")
                        .collect(Collectors.joining())
                + texts(options().path("no_build")).stream()
                        .map(name -> "--only-binary " + name + "\n")
                        .collect(Collectors.joining());
        return pre + formats + String.join("\n", texts(recorded.path("root").path("requires"))) + "\n";
    }

    /** Puts wheels and source distributions on an index. */
    void serveOn(TestIndex index) {
        recorded.get("packages")
                .properties()
                .forEach(project -> project.getValue().properties().forEach(one -> {
                    Release release = new Release(project.getKey(), one.getKey(), one.getValue());
                    release.files().forEach(index::add);
                }));
    }

    private JsonNode options() {
        return recorded.path("resolver_options");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private record Release(String name, String version, JsonNode recorded) {

        List<TestIndexFile> files() {
            List<TestIndexFile> files = new ArrayList<>();
            if (recorded.get("wheel").asBoolean()) {
                List<String> tags = texts(recorded.get("wheel_tags"));
                (tags.isEmpty() ? List.of("py3-none-any") : tags).forEach(tag -> files.add(wheel(tag)));
            }
            if (recorded.get("sdist").asBoolean()) {
                TestSdist sdist = TestSdist.of(name, version);
                headers().forEach(sdist::metadata);
                files.add(described(sdist.fileName(), sdist.bytes()));
            }
            return files;
        }

        private TestIndexFile wheel(String tag) {
            TestWheel wheel = TestWheel.of(name, version)
                    .tag(tag)
                    .wheelFile("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: " + tag.endsWith("-any")
                            + "\nTag: " + tag + "\n")
                    .file(name.replace('-', '_') + ".py", "VERSION = '" + version + "'\n");
            headers().forEach(wheel::metadata);
            return described(wheel.fileName(), wheel.bytes());
        }

        private List<String> headers() {
            List<String> headers = new ArrayList<>();
            python().ifPresent(text -> headers.add("Requires-Python: " + text));
            texts(recorded.get("requires")).forEach(text -> headers.add("Requires-Dist: " + text));
            recorded.get("extras").properties().forEach(extra -> {
                headers.add("Provides-Extra: " + extra.getKey());
                texts(extra.getValue())
                        .forEach(text -> headers.add("Requires-Dist: " + withExtra(text, extra.getKey())));
            });
            return headers;
        }

        private TestIndexFile described(String fileName, byte[] content) {
            TestIndexFile file = TestIndexFile.of(fileName, content);
            TestIndexFile fitting = python().map(file::requiresPython).orElse(file);
            return recorded.get("yanked").asBoolean() ? fitting.yanked("") : fitting;
        }

        private Optional<String> python() {
            return Optional.of(recorded.path("requires_python").asText(""))
                    .filter(text -> !text.isEmpty() && !text.equals("null"));
        }

        private static String withExtra(String requirement, String extra) {
            int marker = requirement.indexOf(';');
            String condition = "extra == '" + extra + "'";
            return marker < 0
                    ? requirement + "; " + condition
                    : requirement.substring(0, marker) + "; (" + requirement.substring(marker + 1) + ") and "
                            + condition;
        }
    }
}
