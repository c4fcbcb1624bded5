package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.app.task.LockApp;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks of several targets. */
class TargetsLockTest extends LockFixture {

    private static final Map<String, String> PLATFORMS =
            new TreeMap<>(Map.of("arm", "linux-aarch64", "intel", "linux-x86_64"));

    @BeforeEach
    void fill() {
        add("six", "1.0", "");
        add(wheel("fast", "2.0", "cp311-cp311-manylinux_2_17_x86_64"));
        add(wheel("fast", "2.0", "cp311-cp311-manylinux_2_17_aarch64"));
        add(wheel("engine", "1.0", "cp311-cp311-manylinux_2_17_aarch64"));
        add(wheel("engine", "1.0", "cp311-cp311-manylinux_2_17_x86_64"));
        add(wheel("engine", "1.1", "cp311-cp311-manylinux_2_17_x86_64"));
        add(
                "web",
                "1.0",
                "Requires-Dist: six; platform_machine == 'x86_64'\nRequires-Dist: fast\nRequires-Dist: engine");
    }

    private static TestWheel wheel(String name, String version, String tag) {
        return TestWheel.of(name, version)
                .tag(tag)
                .wheelFile("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: " + tag + "\n")
                .file(name + ".py", "");
    }

    @Test
    void hasMarkersWhereTheTargetsDiffer() throws IOException {
        lock("web");

        Golden.assertMatches(
                "app-lock/pylock-targets.toml",
                project.text()
                        .replace(index.url().toString(), "https://index.example.org/simple/")
                        .replace(index.at("/").toString(), "https://files.example.org/")
                        .replaceAll("size = [0-9]+", "size = 1000")
                        .replaceAll("[0-9a-f]{64}", "0".repeat(64)));
        assertThat(project.progress.steps()).contains("Wrote pylock.toml: 5 packages for 2 targets");
    }

    @Test
    void installsForEachTargetWhatWasResolvedForIt() throws IOException {
        Map<String, List<String>> resolved = libraries("web");
        lock("web");

        assertThat(libraries("web")).isEqualTo(resolved);
        assertThat(resolved.get("arm")).contains("engine-1.0-cp311-cp311-manylinux_2_17_aarch64.whl");
        assertThat(resolved.get("intel")).contains("engine-1.1-cp311-cp311-manylinux_2_17_x86_64.whl");
    }

    @Test
    void doesNotChangeWhenLockedAgain() throws IOException {
        lock("web");
        String first = project.text();
        add(wheel("fast", "2.1", "cp311-cp311-manylinux_2_17_aarch64"));
        project.clearCache();
        lock("web");

        assertThat(project.text()).isEqualTo(first);
        assertThat(project.progress.steps()).last().isEqualTo("pylock.toml is up to date: 5 packages");

        lock("web", "fast");
        assertThat(project.progress.steps()).contains("[arm]     fast 2.0 -> 2.1");
        assertThat(project.text()).isNotEqualTo(first);
    }

    @Test
    void isStaleForChangedRequirementsAndNewTargets() throws IOException {
        lock("web");
        project.clearCache();

        String changed = message("intel", "web", "six");
        project.platform = "linux-s390x";
        Golden.assertMatches("app-lock/stale-targets.txt", changed + "\n\n" + message("mainframe", "web"));
    }

    @Test
    void namesTheTargetThatCannotBeResolved() {
        add(wheel("native", "1.0", "cp311-cp311-manylinux_2_17_x86_64"));

        UserException error = catchThrowableOfType(UserException.class, () -> lock("native"));
        assertThat(error.what()).contains("CPython 3.11 on linux-aarch64").endsWith("target: arm");
    }

    private void lock(String requirement, String... upgrade) throws IOException {
        List<LockApp.Request> requests = new ArrayList<>();
        for (Map.Entry<String, String> target : PLATFORMS.entrySet()) {
            project.platform = target.getValue();
            AppSpec spec = project.spec(List.of(requirement));
            requests.add(new LockApp.Request(spec, project.sources(), settings(target.getKey()), List.of(upgrade)));
        }
        new LockApp(project.progress).run(requests);
    }

    private LockSettings settings(String target) {
        return new LockSettings(project.file(), false, List.of(), List.of(), Optional.of(target));
    }

    private Map<String, List<String>> libraries(String requirement) throws IOException {
        Map<String, List<String>> files = new TreeMap<>();
        for (Map.Entry<String, String> target : PLATFORMS.entrySet()) {
            project.platform = target.getValue();
            files.put(
                    target.getKey(),
                    libraries(target.getKey(), List.of(requirement)).stream()
                            .map(one -> one.wheel().fileName())
                            .toList());
        }
        return files;
    }

    private List<Library> libraries(String target, List<String> requirements) throws IOException {
        LockedOrResolvedLibraries locked = LockedOrResolvedLibraries.of(settings(target), project.sources());
        return locked.libraries(project.spec(requirements), project.progress);
    }

    private String message(String target, String... requirements) {
        project.platform = PLATFORMS.getOrDefault(target, project.platform);
        return catchThrowableOfType(UserException.class, () -> libraries(target, List.of(requirements)))
                .getMessage();
    }
}
