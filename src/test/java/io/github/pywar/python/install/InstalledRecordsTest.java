package io.github.pywar.python.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.archive.RuntimeFiles;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.testing.Conformance;
import io.github.pywar.testing.ConformanceSummary;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Files that pip installs from a published wheel, compared with the files of {@link WheelInstaller}: the same files with
 * the same hashes and modes. There are three intended differences. Scripts are relocatable, INSTALLER has another name,
 * and wheels of an index have no {@code direct_url.json} (the recorded ones were installed from a folder).
 *
 * <p>The machine's pip downloads the wheels into {@code target/conformance-wheels}, where they are kept. The three that
 * are larger than ten megabytes are used only with {@code -Pproof}.
 */
@Tag("slow")
class InstalledRecordsTest {

    private static final String FILE = "installed_records";
    private static final Path WHEELS = Path.of("target", "conformance-wheels").toAbsolutePath();
    /** The recording has only this many paths, in their order. */
    private static final int MOST_RECORDED = 200;

    private static final Set<String> LARGE = Set.of("gmsh", "libclang", "python_flint");
    private static final List<String> PLATFORMS = List.of(
            "manylinux_2_28_x86_64",
            "manylinux_2_24_x86_64",
            "manylinux_2_17_x86_64",
            "manylinux2014_x86_64",
            "manylinux2010_x86_64",
            "manylinux1_x86_64");
    private static final Pattern GENERATED = Pattern.compile(
            "#!<V>/bin/python\\nimport sys\\nfrom (\\S+) import (\\S+)\\nif [\\s\\S]*sys\\.exit\\((\\S+)\\(\\)\\)\\n");

    @TestFactory
    Stream<DynamicTest> aRealWheelBecomesWhatPipMakesOfIt() throws IOException {
        List<JsonNode> recorded = Conformance.cases("installed_records");
        List<JsonNode> cases = recorded.stream()
                .filter(one -> Boolean.getBoolean("pywar.proof") || !LARGE.contains(project(one)))
                .toList();
        if (cases.size() < recorded.size()) {
            ConformanceSummary.excluded(
                    FILE, "larger than ten megabytes: with -Dpywar.proof=true", recorded.size() - cases.size());
        }
        fetch(cases);
        return cases.stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.get("wheel").asText(), () -> ConformanceSummary.check(FILE, () -> compare(one))));
    }

    private static String project(JsonNode one) {
        return one.get("wheel").asText().split("-")[0];
    }

    private static void fetch(List<JsonNode> cases) throws IOException {
        Files.createDirectories(WHEELS);
        List<String> missing = cases.stream()
                .map(one -> one.get("wheel").asText())
                .filter(wheel -> !Files.exists(WHEELS.resolve(wheel)))
                .map(wheel -> wheel.split("-")[0] + "==" + wheel.split("-")[1])
                .toList();
        if (!missing.isEmpty()) {
            List<String> arguments = new ArrayList<>(List.of("-m", "pip", "download", "-q", "--no-deps"));
            arguments.addAll(List.of("--only-binary", ":all:", "--python-version", "3.11", "-d", WHEELS.toString()));
            PLATFORMS.forEach(platform -> arguments.addAll(List.of("--platform", platform)));
            arguments.addAll(missing);
            Tool.run(WHEELS, "python3", arguments.toArray(String[]::new));
        }
    }

    private static void compare(JsonNode recorded) throws IOException {
        Path file = WHEELS.resolve(recorded.get("wheel").asText());
        Assumptions.assumeTrue(Files.exists(file), () -> "pip could not fetch " + file.getFileName());
        Assumptions.assumeTrue(
                Sha256.of(file).hex().equals(recorded.get("sha256").asText()),
                () -> "the index has another " + file.getFileName());
        Wheel wheel = Wheel.open(file);
        wheel.verify();
        ScriptTemplate template = ScriptTemplate.of(RuntimeFiles.scriptTemplate(), "3.11");
        FileTree tree = new WheelInstaller(InstallLayout.of("3.11", false), template, "3.11")
                .install(new Installation(wheel, true, Optional.empty()));

        assertThat(rows(wheel, tree)).isEqualTo(recordedRows(recorded));
        assertThat(executables(tree)).isEqualTo(texts(recorded.get("modes")));
        assertThat(outside(tree)).isEqualTo(texts(recorded.get("outside_site_packages")));
        for (Map.Entry<String, JsonNode> script : recorded.get("scripts").properties()) {
            compareScript(script.getValue().asText(), text(tree, "bin/" + script.getKey()));
        }
    }

    private static Map<String, String> rows(Wheel wheel, FileTree tree) throws IOException {
        String record = text(tree, "lib/python3.11/site-packages/" + wheel.distInfo() + "/RECORD");
        TreeMap<String, String> rows = new TreeMap<>();
        WheelRecord.parse(record, "RECORD")
                .rows()
                .forEach(row -> rows.put(row.path(), comparable(row.path(), row.hash(), row.size())));
        return rows;
    }

    private static Map<String, String> recordedRows(JsonNode recorded) {
        TreeMap<String, String> rows = new TreeMap<>();
        for (JsonNode row : recorded.get("record")) {
            String path = row.get(0).asText();
            if (!path.endsWith(".dist-info/direct_url.json")) {
                rows.put(path, comparable(path, row.get(1).asText(), row.get(2).asText()));
            }
        }
        return rows;
    }

    private static String comparable(String path, String hash, String size) {
        boolean isOnPurpose = path.startsWith("../../../bin/") || path.endsWith(".dist-info/INSTALLER");
        return isOnPurpose ? "another, on purpose" : hash + "," + size;
    }

    private static void compareScript(String theirs, String ours) {
        Matcher call = GENERATED.matcher(theirs);
        if (call.matches()) {
            String attribute = call.group(3);
            assertThat(attribute).startsWith(call.group(2));
            assertThat(ours).contains("run(\"" + call.group(1) + "\", \"" + attribute + "\")");
        } else if (theirs.startsWith("#!<V>/bin/python\n")) {
            assertThat(ours).startsWith("#!/bin/sh\n").endsWith(theirs.substring(theirs.indexOf('\n') + 1));
        } else {
            assertThat(ours).isEqualTo(theirs);
        }
    }

    private static Set<String> executables(FileTree tree) {
        return tree.entries().entrySet().stream()
                .filter(file -> file.getValue().executable())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> outside(FileTree tree) {
        return tree.entries().keySet().stream()
                .filter(path -> !path.startsWith("lib/python3.11/site-packages/"))
                .limit(MOST_RECORDED)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(FileTree tree, String path) throws IOException {
        return new String(tree.get(path).orElseThrow().content().bytes(), StandardCharsets.UTF_8);
    }
}
