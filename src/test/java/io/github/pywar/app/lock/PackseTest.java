package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.library.BuildSettings;
import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.library.ServerSettings;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.app.spec.ServerChoice;
import io.github.pywar.app.spec.TargetChoice;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.LockApp;
import io.github.pywar.app.task.PackageApp;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.build.BuildOptions;
import io.github.pywar.python.build.SharedWheels;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.python.source.BuildScope;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.BackendWheels;
import io.github.pywar.testing.Conformance;
import io.github.pywar.testing.ConformanceSummary;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The recorded packse scenarios, from the view of a user: a requirements file, an index on loopback, a lock, and an archive.
 * Source distributions are built if a scenario needs one, also into compiled code, as pip and uv do. Each is locked twice: from JSON pages with metadata files beside the wheels, and from HTML pages, where
 * the metadata must be read from the wheels.
 */
class PackseTest {

    private static final String FILE = "packse";
    /** Packages that are in a scenario, but not part of its conflict. */
    private static final Map<String, Set<String>> NOT_IN_CONFLICT =
            Map.of("dependency-excludes-non-contiguous-range-of-compatible-versions", Set.of("d"));

    private static final Pattern LOCKED = Pattern.compile("\\[\\[packages]]\nname = \"(.*)\"\nversion = \"(.*)\"");
    private static final Pattern INSTALLED = Pattern.compile("lib/.*/site-packages/(.*)-(.*)\\.dist-info/METADATA");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> resolvesEveryScenario() {
        return scenarios()
                .map(scenario -> DynamicTest.dynamicTest(
                        scenario.name(), () -> ConformanceSummary.check(FILE, () -> check(scenario))));
    }

    @Test
    void countsTheScenarios() {
        long universal = Conformance.cases(FILE).stream()
                .map(PackseScenario::new)
                .filter(PackseScenario::isUniversal)
                .count();
        ConformanceSummary.excluded(
                FILE, "locks for all platforms at once, where ours have one target", (int) universal);

        assertThat(scenarios()).hasSize(137);
        assertThat(scenarios().filter(PackseScenario::needsSource)).hasSize(12);
    }

    private static Stream<PackseScenario> scenarios() {
        return Conformance.cases(FILE).stream().map(PackseScenario::new).filter(scenario -> !scenario.isUniversal());
    }

    private void check(PackseScenario scenario) throws IOException {
        try (TestIndex index = TestIndex.start()) {
            scenario.serveOn(index);
            if (scenario.needsSource()) {
                index.add(BackendWheels.hooks());
            }
            Build ofHtml = new Build(project("html", scenario), index.with(Manner.HTML_ONLY), scenario);
            Build ofJson = new Build(project("json", scenario), index, scenario);
            if (scenario.isSolvable()) {
                assertThat(ofHtml.lock()).isEqualTo(scenario.versions());
                index.without(Manner.HTML_ONLY).with(Manner.METADATA);
                assertThat(ofJson.lock()).isEqualTo(scenario.versions());
                assertThat(ofJson.archive()).isEqualTo(scenario.versions());
            } else {
                assertRejected(ofHtml);
                index.without(Manner.HTML_ONLY).with(Manner.METADATA);
                assertRejected(ofJson);
            }
            assertThat(index.requests())
                    .filteredOn(request -> request.path().endsWith(".tar.gz"))
                    .allMatch(request -> scenario.needsSource());
        }
    }

    private Path project(String pages, PackseScenario scenario) throws IOException {
        return Files.createDirectories(folder.resolve(pages).resolve(scenario.name()));
    }

    /** The message names every package of the scenario, and no lock is written. */
    private static void assertRejected(Build build) {
        PackseScenario scenario = build.scenario();
        Set<String> named = new TreeSet<>(scenario.reachable());
        named.removeAll(NOT_IN_CONFLICT.getOrDefault(scenario.name(), Set.of()));
        assertThatThrownBy(build::lock)
                .isInstanceOf(UserException.class)
                .extracting(Throwable::getMessage, STRING)
                .contains(named.stream().map("`"::concat).toList())
                .contains("requirements.txt:");
        assertThat(build.settings().file()).doesNotExist();
    }

    /** Project of a user. */
    private record Build(Path project, TestIndex index, PackseScenario scenario) {

        Map<String, String> lock() throws IOException {
            Files.writeString(project.resolve("requirements.txt"), scenario.requirementsFile());
            new LockApp(Progress.SILENT).run(List.of(new LockApp.Request(spec(), sources(), settings(), List.of())));
            Map<String, String> locked = new TreeMap<>();
            Matcher matcher = LOCKED.matcher(Files.readString(settings().file()));
            while (matcher.find()) {
                locked.put(matcher.group(1), matcher.group(2));
            }
            return locked;
        }

        Map<String, String> archive() throws IOException {
            Path archive = project.resolve("shop.pywar");
            new PackageApp(Progress.SILENT)
                    .run(
                            new AssembleApp.Request(
                                    spec(),
                                    LockedOrResolvedLibraries.of(settings(), sources()),
                                    Globs.of(List.of()),
                                    Files.writeString(project.resolve("pom.xml"), "<project/>\n"),
                                    new AssembleApp.Stamp(Instant.parse("2026-01-01T00:00:00Z"), "test")),
                            archive);
            Map<String, String> installed = new TreeMap<>();
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                zip.stream()
                        .map(entry -> INSTALLED.matcher(entry.getName()))
                        .filter(Matcher::matches)
                        .forEach(found -> installed.put(found.group(1).replace('_', '-'), found.group(2)));
            }
            return installed;
        }

        LockSettings settings() {
            return new LockSettings(project.resolve("pylock.toml"), false, List.of(), List.of());
        }

        private AppSpec spec() throws IOException {
            TargetEnvironment target = new TargetChoice(
                            Optional.of(scenario.python()), Optional.of("linux-x86_64"), scenario.libc())
                    .target(Interpreters.of(Map.of()), Progress.SILENT);
            DeclaredDependencies declared = new DependencySources(List.of(), List.of(), List.of(), List.of(), Map.of())
                    .read(project, Optional.empty(), target, Progress.SILENT);
            Path sources = Files.createDirectories(project.resolve("sources"));
            Files.writeString(sources.resolve("shop.py"), "def app(environ, start_response): ...\n");
            return new AppSpec(
                    new ProjectCoordinates("com.example", "shop", "1", Optional.empty()),
                    ObjectReference.parse("shop:app", Protocol.WSGI),
                    List.of(new SourceFolder(sources, "sources", "", SourceFolder.Patterns.DEFAULT)),
                    Optional.empty(),
                    declared,
                    ServerChoice.parse(Optional.of(ServerChoice.NONE), Protocol.WSGI),
                    target);
        }

        /** The Pythons of this machine are found by the path and the home folder. */
        private static Map<String, String> variables() {
            Map<String, String> variables = new TreeMap<>(System.getenv());
            variables.keySet().retainAll(Set.of("PATH", "HOME"));
            return variables;
        }

        private PackageSources sources() {
            return new PackageSources(
                    new PackageSources.IndexOptions(
                            List.of(IndexDeclaration.of("test", index.url(), "test")), List.of(), false),
                    ServerSettings.NONE,
                    new PackageSources.Traffic(false, 4, 0),
                    new PackageSources.Cache(project.resolve("cache"), false),
                    new BuildMachine(variables(), project, project, project, "Linux"),
                    new BuildSettings(
                            BuildOptions.DEFAULT.withPolicy(new BuildPolicy(BuildScope.NATIVE, Map.of())),
                            project.resolve("logs"),
                            SharedWheels.NONE));
        }
    }
}
