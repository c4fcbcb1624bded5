package io.github.pywar.app.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.lock.LockFixture;
import io.github.pywar.app.lock.LockedOrResolvedLibraries;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnvironmentLibrariesTest extends LockFixture {

    @BeforeEach
    void fill() {
        addWeb();
        add("tester", "1.0", "Requires-Dist: six");
        add("old-tester", "1.0", "Requires-Dist: six<1");
        add("six", "0.9", "");
    }

    @Test
    void addsTestRequirementsToTheLibrariesOfTheArchive() throws IOException {
        assertThat(names(libraries("tester"))).containsExactly("six 1.0", "tester 1.0", "web 1.0");
    }

    @Test
    void keepsTheVersionsOfTheLock() throws IOException {
        project.lock(List.of("web"));
        add("six", "1.1", "");
        project.clearCache();

        assertThat(names(libraries("tester"))).containsExactly("six 1.0", "tester 1.0", "web 1.0");
    }

    @Test
    void keepsTheVersionsOfTheLockOnAnotherMachine() throws IOException {
        project.lock(List.of("web"));
        add("six", "1.1", "");
        project.clearCache();
        AppSpec spec = project.spec(List.of("web"));
        AppSpec here = spec.on(TargetEnvironment.of(PythonVersion.parse("3.9.1"), Platform.parse("macos-arm64")));

        List<Library> libraries = locked().versionsOn(spec.target()).libraries(here, project.progress);

        assertThat(names(libraries)).containsExactly("six 1.0", "web 1.0");
    }

    @Test
    void explainsALockedVersionWithoutAFileForThisMachine() throws IOException {
        add(TestWheel.of("fast", "1.0").tag("cp311-cp311-manylinux_2_17_x86_64").file("fast.py", ""));
        project.lock(List.of("fast"));
        AppSpec spec = project.spec(List.of("fast"));
        AppSpec here = spec.on(TargetEnvironment.of(PythonVersion.parse("3.12.1"), Platform.parse("linux-aarch64")));

        UserException error = catchThrowableOfType(
                UserException.class, () -> locked().versionsOn(spec.target()).libraries(here, project.progress));

        Golden.assertMatches("environment/no-file-for-this-machine.txt", error.getMessage());
    }

    @Test
    void explainsATestRequirementThatNeedsAnotherVersion() {
        UserException error = catchThrowableOfType(UserException.class, () -> libraries("six", "old-tester"));

        assertThat(error.getMessage())
                .contains("`six` 0.9 is ruled out by the constraint `six==1.0` (the libraries of the archive)");
    }

    /** No lock has the libraries that only tests require. */
    @Test
    void proposesNoLockForStartupCodeOfTests() {
        add(TestWheel.of("covered", "1.0").file("covered.py", "").file("covered.pth", "import covered\n"));

        UserException error = catchThrowableOfType(UserException.class, () -> libraries("covered"));

        assertThat(error).hasMessageContaining("<allowStartupCode>covered=").hasMessageNotContaining("mvn pywar:lock");
    }

    private List<Library> libraries(String test) throws IOException {
        return libraries("web", test);
    }

    private List<Library> libraries(String requirement, String test) throws IOException {
        AppSpec spec = project.spec(List.of(requirement));
        DeclaredDependencies withTests = spec.declared()
                .requiring(List.of(DeclaredRequirement.parse(test, new SourceLocation("requirements-test.txt", 2))));
        return new EnvironmentLibraries(
                        locked(), Optional.of(withTests), project.sources().withoutLock())
                .libraries(spec, project.progress);
    }

    private LockedOrResolvedLibraries locked() throws IOException {
        return LockedOrResolvedLibraries.of(project.settings(), project.sources());
    }

    private static List<String> names(List<Library> libraries) {
        return libraries.stream()
                .map(one -> one.wheel().name().name() + " " + one.wheel().name().version())
                .toList();
    }
}
