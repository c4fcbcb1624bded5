package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.dependency.LocalWheel;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.policy.UploadLimit;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestIndexFile;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules of a POM and of requirements files, from the declaration to the lock. */
class DeclaredRulesTest extends LockFixture {

    private final TestWheel six1 = TestWheel.of("six", "1.0").file("six.py", "");
    private final TestWheel web = TestWheel.of("web", "1.0").file("web.py", "").metadata("Requires-Dist: six<3");

    @BeforeEach
    void fill() {
        for (TestWheel wheel : List.of(
                six1, web, TestWheel.of("six", "2.0"), TestWheel.of("six", "2.1a1"), TestWheel.of("six", "3.0"))) {
            index.add(wheel.fileName(), wheel.bytes());
        }
    }

    @Test
    void replacesTransitiveRequirementsByAnOverride() throws IOException {
        locked(DependencyRules.parse(List.of("six>=3"), List.of(), List.of()));

        assertThat(project.text()).contains("six-3.0-");
        assertThat(project.libraries("web")).hasSize(2);
    }

    @Test
    void omitsAnExcludedPackage() throws IOException {
        locked(DependencyRules.parse(List.of(), List.of("Six"), List.of()));

        assertThat(project.text()).doesNotContain("name = \"six\"");
        assertThat(project.libraries("web")).hasSize(1);
    }

    @Test
    void choosesPreReleasesOfNamedPackages() throws IOException {
        locked(DependencyRules.parse(List.of(), List.of(), List.of("never", "six=always")));

        assertThat(project.text()).contains("six-2.1a1-");
    }

    @Test
    void constrainsTransitivePackages() throws IOException {
        DeclaredRequirement below2 = DeclaredRequirement.parse("six<2", SourceLocation.of("<constraints>"));
        var spec = project.spec(List.of("web"));
        project.lock(project.spec(spec.declared().constrained(List.of(below2))));

        assertThat(project.text()).contains("six-1.0-", "constraints = [\n    \"six<2\",\n]");
    }

    @Test
    void skipsFilesAfterTheUploadLimit() throws IOException {
        Instant now = Instant.parse("2026-03-10T12:00:00Z");
        for (String version : List.of("1.0", "2.0")) {
            TestWheel six = TestWheel.of("six", version);
            index.add(TestIndexFile.of(six.fileName(), six.bytes())
                    .uploaded(version.equals("1.0") ? now.minus(Duration.ofDays(30)) : now.minus(Duration.ofDays(2))));
        }
        index.add(TestIndexFile.of(web.fileName(), web.bytes()).uploaded(now.minus(Duration.ofDays(8))));
        locked(DependencyRules.NONE.uploadedBefore(UploadLimit.parse("7 days", now)));
        String lock = project.text();

        assertThat(lock)
                .contains("six-1.0-", "upload-time = 2026-03-02T12:00:00Z", "uploaded-before = [\n    \"7 days\",\n]");

        project.rules = DependencyRules.NONE.uploadedBefore(UploadLimit.parse("7 days", now.plus(Duration.ofDays(1))));
        assertThat(project.libraries("web")).hasSize(2);
        project.rules = DependencyRules.NONE.uploadedBefore(UploadLimit.parse("1 day", now));
        assertThat(catchThrowableOfType(UserException.class, () -> project.libraries("web")))
                .hasMessageContaining("uploaded-before: `1 day` is declared, but not in the lock")
                .hasMessageContaining("uploaded-before: `7 days` is in the lock, but no longer declared");
        project.lock(List.of("web"), "all");
        assertThat(project.text()).contains("six-2.0-");
    }

    @Test
    void rejectsAnUnknownMode() {
        UserException error = catchThrowableOfType(
                UserException.class, () -> DependencyRules.parse(List.of(), List.of(), List.of("six=perhaps")));

        Golden.assertMatches("app-lock/prereleases.txt", error.getMessage());
    }

    @Test
    void acceptsFilesWithTheDeclaredHashes() throws IOException {
        project.lock(project.specOfFile("web==1.0 --hash=" + sum(web) + "\nsix==1.0 --hash=" + sum(six1) + "\n"));

        assertThat(project.text()).contains("six-1.0-", "web-1.0-");
    }

    @Test
    void checksDeclaredHashesWithALockOfAnotherTool() throws IOException {
        project.lock(List.of("six==1.0"));
        String text = project.text().replace("created-by = \"pywar-maven-plugin\"", "created-by = \"pip\"");
        Files.writeString(project.file(), text.substring(0, text.indexOf("\n[tool.pywar]")));
        var other = project.specOfFile("six==1.0 --hash=" + sum(web) + "\n");

        UserException error = catchThrowableOfType(
                UserException.class,
                () -> LockedOrResolvedLibraries.of(project.settings(), project.sources())
                        .libraries(other, project.progress));

        assertThat(error).hasMessageContaining("has none of the hashes that the requirements allow");
    }

    @Test
    void checksAFileWithoutAPublishedHash() throws IOException {
        index.with(Manner.HTML_ONLY, Manner.NO_HASHES);
        project.lock(project.specOfFile("six==1.0 --hash=" + sum(six1) + "\n"));
        assertThat(project.text()).contains("six-1.0-");

        UserException error = catchThrowableOfType(
                UserException.class, () -> project.lock(project.specOfFile("six==1.0 --hash=" + sum(web) + "\n")));
        assertThat(error)
                .hasMessageContaining("`six-1.0-py3-none-any.whl` has none of the hashes that the requirements allow");
    }

    @Test
    void checksTheHashOfADirectUrl() {
        String url = "six @ " + index.fileUrl(six1.fileName()) + " --hash=" + sum(web) + "\n";

        UserException error = catchThrowableOfType(UserException.class, () -> project.lock(project.specOfFile(url)));

        assertThat(error)
                .hasMessageContaining("`six-1.0-py3-none-any.whl` has none of the hashes that the requirements allow");
    }

    @Test
    void requiresHashesOfTransitivePackages() {
        UserException error = catchThrowableOfType(
                UserException.class, () -> project.lock(project.specOfFile("web==1.0 --hash=" + sum(web) + "\n")));

        Golden.assertMatches("app-lock/no-hash-of-transitive.txt", error.getMessage());
    }

    @Test
    void requiresAHashAndAPinOfEachRequirement() {
        UserException error = catchThrowableOfType(
                UserException.class, () -> project.lock(project.specOfFile("web --hash=" + sum(web) + "\nsix==1.0\n")));

        Golden.assertMatches("app-lock/hashes-and-pins.txt", error.getMessage());
    }

    @Test
    void locksAWheelOfAMavenRepositoryByItsPath() throws IOException {
        Path artifact = Files.write(folder.resolve("six-lib-1.0.whl"), six1.bytes());
        DeclaredRequirement wheel =
                LocalWheel.ofArtifact(artifact, folder.resolve("target/pywar/wheels"), "com.example:six-lib:whl:1.0");
        var spec = project.spec(List.of("web"));
        var both = project.spec(spec.declared().requiring(List.of(wheel)));
        project.lock(both);

        assertThat(project.text())
                .contains("path = \"target/pywar/wheels/six-1.0-py3-none-any.whl\"")
                .contains("\"six @ target/pywar/wheels/six-1.0-py3-none-any.whl --hash=" + sum(six1) + "\"")
                .doesNotContain(folder.toString());
        assertThat(LockedOrResolvedLibraries.of(project.settings(), project.sources())
                        .libraries(both, project.progress))
                .hasSize(2);
    }

    @Test
    void reportsAStaleLockAfterARebuildOfAMavenWheel() throws IOException {
        project.lock(project.spec(project.spec(List.of("web")).declared().requiring(List.of(artifact(six1.bytes())))));
        byte[] anew = TestWheel.of("six", "1.0").file("six.py", "anew = 1").bytes();
        var changed = project.spec(project.spec(List.of("web")).declared().requiring(List.of(artifact(anew))));

        UserException error = catchThrowableOfType(
                UserException.class,
                () -> LockedOrResolvedLibraries.of(project.settings(), project.sources())
                        .libraries(changed, project.progress));

        assertThat(error)
                .hasMessageStartingWith("The lock `pylock.toml` does not match the declared dependencies")
                .hasMessageContaining("requirements: the hashes of `")
                .hasMessageContaining("six-1.0-py3-none-any.whl` differ from those in the lock");
    }

    @Test
    void acceptsAMavenWheelWhereHashesAreRequired() throws IOException {
        var hashed = project.specOfFile("web==1.0 --hash=" + sum(web) + "\n");
        var both = project.spec(hashed.declared().requiring(List.of(artifact(six1.bytes()))));

        project.lock(both);

        assertThat(project.text()).contains("archive = {path = \"target/pywar/wheels/six-1.0-py3-none-any.whl\"");
    }

    private DeclaredRequirement artifact(byte[] wheel) throws IOException {
        Path file = Files.write(folder.resolve("six-lib-1.0.whl"), wheel);
        return LocalWheel.ofArtifact(file, folder.resolve("target/pywar/wheels"), "com.example:six-lib:whl:1.0");
    }

    private void locked(DependencyRules rules) throws IOException {
        project.rules = rules;
        project.lock(List.of("web"));
    }

    private static String sum(TestWheel wheel) {
        return "sha256:" + Sha256.of(wheel.bytes()).hex();
    }
}
