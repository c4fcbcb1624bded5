package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specifiers of versions in uv: the first and the last version that each accepts, out of a few versions. */
class UvConformanceTest {

    private static final boolean THOROUGH = Boolean.getBoolean("pywar.proof");
    private static final int BATCHES = THOROUGH ? 50 : 1;
    private static final int PROJECTS = 200;
    private static final int VERSIONS_OF_A_PROJECT = 12;

    private static final List<String> RELEASES = List.of(
            "0", "0.1", "0.1.1", "0.2", "1", "1.0.1", "1.1", "1.1.1", "1.2", "1.2.2.1", "2", "2.1", "3", "1!0.1");
    private static final List<String> SUFFIXES = List.of("", ".dev1", "a1", "rc1", ".post1", "+local", ".post2.dev1");
    private static final List<String> OPERATORS = List.of("==", "!=", "<", "<=", ">", ">=", "~=");

    @TempDir
    Path folder;

    private final Random random = new Random(seed());

    @BeforeAll
    static void fetch() {
        RealTools.fetch();
    }

    /** A run of all tests always compares the same inputs; {@code -Dpywar.proof=true} compares new ones each time. */
    private static long seed() {
        long seed = Long.getLong("pywar.seed", THOROUGH ? System.nanoTime() : 11);
        System.out.println("seed of the specifiers: " + seed);
        return seed;
    }

    @Test
    void acceptsTheVersionsThatUvAccepts() throws IOException {
        Map<String, List<Version>> projects = projects();
        int compared = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            Map<String, String> specifiers = new TreeMap<>();
            projects.forEach((name, versions) -> specifiers.put(name, satisfiable(versions)));

            assertThat(chosen(specifiers, "highest")).isEqualTo(expected(specifiers, projects, true));
            assertThat(chosen(specifiers, "lowest")).isEqualTo(expected(specifiers, projects, false));
            compared += specifiers.size();
        }
        System.out.println(compared + " specifiers compared with uv");
        assertThat(compared).isEqualTo(BATCHES * PROJECTS);
    }

    private Map<String, List<Version>> projects() throws IOException {
        Path links = Files.createDirectories(folder.resolve("links"));
        Map<String, List<Version>> projects = new LinkedHashMap<>();
        for (int i = 0; i < PROJECTS; i++) {
            String name = "demo-" + i;
            TreeSet<Version> versions = new TreeSet<>();
            while (versions.size() < VERSIONS_OF_A_PROJECT) {
                versions.add(Version.parse(version()));
            }
            versions.forEach(version -> TestWheel.of(name, version.toString()).write(links));
            projects.put(name, List.copyOf(versions));
        }
        return projects;
    }

    private String version() {
        return any(RELEASES) + any(SUFFIXES);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Returns random specifiers that at least one of the versions satisfies. */
    private String satisfiable(List<Version> versions) {
        while (true) {
            List<String> clauses = new ArrayList<>();
            for (int left = 1 + random.nextInt(3); left > 0; left--) {
                clauses.add(clause());
            }
            String text = String.join(",", clauses);
            Optional<VersionSpecifiers> parsed = VersionSpecifiers.tryParse(text);
            if (parsed.isPresent() && versions.stream().anyMatch(parsed.get()::accepts)) {
                return text;
            }
        }
    }

    private String clause() {
        String operator = any(OPERATORS);
        boolean isWildcard = operator.endsWith("=") && "=!".indexOf(operator.charAt(0)) >= 0 && random.nextInt(3) == 0;
        return operator + (isWildcard ? any(RELEASES) + ".*" : version());
    }

    private static Map<String, String> expected(
            Map<String, String> specifiers, Map<String, List<Version>> projects, boolean isHighest) {
        Map<String, String> expected = new TreeMap<>();
        specifiers.forEach((name, text) -> {
            List<Version> accepted = new ArrayList<>(projects.get(name).stream()
                    .filter(VersionSpecifiers.parse(text)::accepts)
                    .toList());
            Collections.sort(accepted);
            expected.put(
                    name + text,
                    accepted.get(isHighest ? accepted.size() - 1 : 0).toString());
        });
        return expected;
    }

    private Map<String, String> chosen(Map<String, String> specifiers, String resolution) throws IOException {
        StringBuilder requirements = new StringBuilder();
        specifiers.forEach(
                (name, text) -> requirements.append(name).append(text).append('\n'));
        Files.writeString(folder.resolve("all.in"), requirements);
        Files.deleteIfExists(folder.resolve("all.txt"));
        new RealTools(folder, URI.create("http://127.0.0.1:9/"))
                .uv(
                        "pip",
                        "compile",
                        "--quiet",
                        "--no-index",
                        "--find-links",
                        "links",
                        "--prerelease",
                        "allow",
                        "--resolution",
                        resolution,
                        "--no-header",
                        "--no-annotate",
                        "-o",
                        "all.txt",
                        "all.in");
        Map<String, String> chosen = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("all.txt"))) {
            String[] parts = line.split("==");
            chosen.put(parts[0] + specifiers.get(parts[0]), parts[1]);
        }
        return chosen;
    }
}
