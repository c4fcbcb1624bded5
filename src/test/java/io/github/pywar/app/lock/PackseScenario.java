package io.github.pywar.app.lock;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndexFile;
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

/**
 * Recorded packse scenario: the content of an index, a declaration, and the expected result.
 *
 * @param recorded its entry in {@code packse.json.gz}
 */
record PackseScenario(JsonNode recorded) {

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

    /** Returns the expected versions: those of the scenario, else those of pip. */
    Map<String, String> versions() {
        JsonNode expected = recorded.at("/expected/packages");
        JsonNode packages = isAsPip() || !expected.isObject() ? recorded.at("/pip_head/installed") : expected;
        Map<String, String> versions = new TreeMap<>();
        packages.properties()
                .forEach(one -> versions.put(one.getKey(), one.getValue().asText()));
        return versions;
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
        return pre + String.join("\n", texts(recorded.path("root").path("requires"))) + "\n";
    }

    /** Puts real wheels, and empty source distributions, on an index. */
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
                files.add(described(name.replace('-', '_') + "-" + version + ".tar.gz", new byte[0]));
            }
            return files;
        }

        private TestIndexFile wheel(String tag) {
            TestWheel wheel = TestWheel.of(name, version)
                    .tag(tag)
                    .wheelFile("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: " + tag.endsWith("-any")
                            + "\nTag: " + tag + "\n")
                    .file(name.replace('-', '_') + ".py", "VERSION = '" + version + "'\n");
            python().ifPresent(text -> wheel.metadata("Requires-Python: " + text));
            texts(recorded.get("requires")).forEach(text -> wheel.metadata("Requires-Dist: " + text));
            recorded.get("extras").properties().forEach(extra -> {
                wheel.metadata("Provides-Extra: " + extra.getKey());
                texts(extra.getValue())
                        .forEach(text -> wheel.metadata("Requires-Dist: " + withExtra(text, extra.getKey())));
            });
            return described(wheel.fileName(), wheel.bytes());
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
