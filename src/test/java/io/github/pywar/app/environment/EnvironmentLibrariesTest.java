package io.github.pywar.app.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.library.Library;
import io.github.pywar.app.lock.LockFixture;
import io.github.pywar.app.lock.LockedOrResolvedLibraries;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.policy.StartupRules;
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

    private boolean isOnlyArchive = true;

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

    @Test
    void startupCodeOfTestRequirementsIsListedAndNeedsNoEntry() throws IOException {
        add(hooked("measure").metadata("Requires-Dist: web"));

        assertThat(names(libraries("measure"))).containsExactly("measure 1.0", "six 1.0", "web 1.0");
        assertThat(startupCode())
                .containsExactly(
                        "Start-up code of test requirements: measure 1.0, `measure.pth`: `import measure` (4a9f26cb46cc)");
    }

    @Test
    void startupCodeOfTheArchiveNeedsAnEntryAlsoIfTestsRequireIt() {
        add(hooked("web2"));

        UserException error = catchThrowableOfType(UserException.class, () -> libraries("web2", "web2"));

        assertThat(error)
                .hasMessageStartingWith(
                        "Python would run code of these packages at each start, and it is not accepted: web2");
    }

    @Test
    void startupCodeOfTheArchiveIsListedOnce() throws IOException {
        add(hooked("web2"));
        add(hooked("measure"));
        allow("web2");

        libraries("web2", "measure");

        assertThat(startupCode()).hasSize(2).first().asString().startsWith("Start-up code: web2 1.0, ");
        assertThat(project.progress.warnings()).isEmpty();
    }

    @Test
    void anEntryForATestRequirementHasNoEffect() throws IOException {
        add(hooked("measure"));
        allow("measure=4a9f26cb46cc", ":none:");

        libraries("measure");

        assertThat(project.progress.warnings())
                .containsExactly("<allowStartupCode> has no effect on `measure`: only tests require it, and their"
                        + " start-up code needs no entry");
    }

    /** The archive of another target, or of another module, may have the package. */
    @Test
    void anEntryMayBeForAnotherArchive() throws IOException {
        add(hooked("measure"));
        allow("measure=4a9f26cb46cc");
        isOnlyArchive = false;

        libraries("measure");

        assertThat(startupCode()).hasSize(1);
        assertThat(project.progress.warnings()).isEmpty();
    }

    @Test
    void knownFilesOfTestRequirementsNeedNoEntryUnderTheStrictRule() throws IOException {
        add(TestWheel.of("setuptools", "80.9.0").file("tools.py", "").file("distutils-precedence.pth", KNOWN));
        allow(":none:");

        libraries("setuptools");

        assertThat(startupCode()).singleElement().asString().endsWith(", known: setuptools writes this file");
    }

    @Test
    void nativeModuleOfALibraryThatATestRequirementLoadsIsListed() throws IOException {
        add(TestWheel.of("setuptools", "80.9.0").file("tools.py", "").file("distutils-precedence.pth", KNOWN));
        add(hooked("native").file("_distutils_hack/__init__.abi3.so", "ELF"));
        allow("native");

        libraries("native", "setuptools");

        assertThat(startupCode())
                .filteredOn(step -> step.contains("native 1.0"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Start-up code: native 1.0, `native.pth`"),
                        module -> assertThat(module)
                                .startsWith("Start-up code of test requirements: native 1.0, module"));
    }

    private static final String KNOWN = "import os; var = 'SETUPTOOLS_USE_DISTUTILS';"
            + " enabled = os.environ.get(var, 'local') == 'local';"
            + " enabled and __import__('_distutils_hack').add_shim(); \n";

    private static TestWheel hooked(String name) {
        return TestWheel.of(name, "1.0").file(name + ".py", "").file(name + ".pth", "import " + name + "\n");
    }

    private void allow(String... items) {
        project.rules = DependencyRules.NONE.startup(StartupRules.allowed(List.of(items), "<allowStartupCode>"));
    }

    private List<String> startupCode() {
        return project.progress.steps().stream()
                .filter(step -> step.startsWith("Start-up code"))
                .toList();
    }

    private List<Library> libraries(String test) throws IOException {
        return libraries("web", test);
    }

    private List<Library> libraries(String requirement, String test) throws IOException {
        AppSpec spec = project.spec(List.of(requirement));
        DeclaredDependencies withTests = spec.declared()
                .requiring(List.of(DeclaredRequirement.parse(test, new SourceLocation("requirements-test.txt", 2))));
        return new EnvironmentLibraries(locked(), Optional.of(withTests), project.sources(), isOnlyArchive)
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
