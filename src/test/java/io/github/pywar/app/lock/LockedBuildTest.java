package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builds from a lock, and stale locks. */
class LockedBuildTest extends LockFixture {

    @BeforeEach
    void fill() {
        addWeb();
    }

    @Test
    void buildsFromTheLockWithoutAnyPageOfAnIndex() throws IOException {
        project.lock(List.of("web"));
        add("six", "1.1", "");
        project.clearCache();
        index.forgetRequests();

        List<Library> libraries = project.libraries("web");

        assertThat(libraries)
                .extracting(library -> library.wheel().fileName())
                .containsExactly("six-1.0-py3-none-any.whl", "web-1.0-py3-none-any.whl");
        assertThat(libraries).extracting(Library::requested).containsExactly(false, true);
        assertThat(libraries).extracting(library -> library.index().orElse("")).containsOnly("test");
        assertThat(index.requests())
                .allMatch(request -> request.path().startsWith("/files/"))
                .hasSize(2);

        index.forgetRequests();
        project.libraries("web");
        assertThat(index.requests()).isEmpty();
    }

    @Test
    void readsTheLockOnce() throws IOException {
        project.lock(List.of("web"));
        LockedOrResolvedLibraries locked = LockedOrResolvedLibraries.of(project.settings(), project.sources());
        Files.delete(project.file());

        AppSpec spec = locked.adapt(project.spec(List.of("web")), project.progress);

        assertThat(locked.libraries(spec, project.progress)).hasSize(2);
    }

    @Test
    void returnsTheSameLibrariesAsTheIndex() throws IOException {
        List<String> requirements = List.of("web @ " + index.fileUrl("web-1.0-py3-none-any.whl"), "six");
        List<String> resolved = described(project.libraries(requirements.toArray(String[]::new)));
        project.lock(requirements);

        assertThat(described(project.libraries(requirements.toArray(String[]::new))))
                .isEqualTo(resolved)
                .anyMatch(text -> text.contains("direct"));
    }

    @Test
    void rejectsAChangedFile() throws IOException {
        project.lock(List.of("six"));
        index.add(
                TestWheel.of("six", "1.0").fileName(),
                TestWheel.of("six", "1.0").file("six.py", "evil").bytes());
        project.clearCache();

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("six"));

        assertThat(error).hasMessageContaining("its SHA-256 is not the expected one");
    }

    @Test
    void reportsTheDifferencesOfAStaleLock() throws IOException {
        project.lock(List.of("web>=1,<2"));
        project.rules = DependencyRules.parse(List.of(), List.of("six"), List.of("never"));

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("web>=1", "six"));

        Golden.assertMatches("app-lock/stale.txt", error.getMessage());
    }

    @Test
    void ignoresOrderAndSpelling() throws IOException {
        project.lock(List.of("web>=1,<2", "six"));

        assertThat(project.libraries("Six", "web <2, >=1")).hasSize(2);
    }

    @Test
    void rejectsALockForAnotherTarget() throws IOException {
        project.lock(List.of("web"));
        project.python = "3.12";

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("web"));

        Golden.assertMatches("app-lock/other-target.txt", error.getMessage());
    }

    @Test
    void requiresALockIfFrozen() {
        project.frozen = true;

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("web"));

        Golden.assertMatches("app-lock/frozen.txt", error.getMessage());
    }

    @Test
    void rejectsAMalformedLock() throws IOException {
        Files.writeString(
                project.file(), "lock-version = \"1.0\"\ncreated-by = \"hand\"\n[[packages]]\nname = \"Web\"\n");

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("web"));

        Golden.assertMatches("app-lock/malformed.txt", error.getMessage());
    }

    @Test
    void reportsMissingRequirementsInALockOfAnotherTool() throws IOException {
        project.lock(List.of("web"));
        String text = project.text().replace("created-by = \"pywar-maven-plugin\"", "created-by = \"pip\"");
        Files.writeString(project.file(), text.substring(0, text.indexOf("\n[tool.pywar]")));

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("web>=2", "other"));

        Golden.assertMatches("app-lock/stale-of-other-tool.txt", error.getMessage());
    }

    @Test
    void omitsAServerThatALockOfAnotherToolLacks() throws IOException {
        project.lock(List.of("web"));
        String text = project.text().replace("created-by = \"pywar-maven-plugin\"", "created-by = \"pip\"");
        Files.writeString(project.file(), text.substring(0, text.indexOf("\n[tool.pywar]")));
        project.server = "waitress";

        assertThat(project.libraries("web")).hasSize(2);
        assertThat(project.progress.warnings())
                .containsExactly("The archive has no server of its own: `waitress` is not in the lock that `pip` wrote."
                        + " Require it there, or set <server>none</server>");
    }
}
