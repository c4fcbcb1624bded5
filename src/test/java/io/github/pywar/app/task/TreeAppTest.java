package io.github.pywar.app.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.lock.LockFixture;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TreeAppTest extends LockFixture {

    @BeforeEach
    void fill() {
        add("six", "1.0", "");
        add("mail", "2.0", "Requires-Dist: six");
        add("web", "1.0", "Requires-Dist: six>=1,<2\nRequires-Dist: mail; extra == 'mail'\nProvides-Extra: mail");
    }

    @Test
    void showsTheTreeFromTheApplicationDown() throws IOException {
        tree(Optional.empty());

        assertThat(project.progress.steps())
                .containsExactly(
                        "shop 1.0",
                        "+- web 1.0 (web[mail], <requirements>)",
                        "|  +- six 1.0 (six<2,>=1)",
                        "|  \\- mail 2.0 (mail)",
                        "|     \\- six 1.0 (six)",
                        "\\- mail 2.0 (mail>1, <requirements>) (shown above)");
    }

    @Test
    void showsTheDependentsOfAPackage() throws IOException {
        tree(Optional.of("six"));

        assertThat(project.progress.steps())
                .containsExactly(
                        "six 1.0",
                        "+- mail 2.0 requires six",
                        "|  +- shop 1.0 requires mail>1, <requirements>",
                        "|  \\- web 1.0 requires mail",
                        "|     \\- shop 1.0 requires web[mail], <requirements>",
                        "\\- web 1.0 requires six<2,>=1 (shown above)");
    }

    @Test
    void usesTheLockedVersions() throws IOException {
        project.lock(List.of("web"));
        add("six", "1.9", "");
        project.clearCache();

        tree(Optional.of("six"));

        assertThat(project.progress.steps()).contains("six 1.0").doesNotContain("six 1.9");
    }

    @Test
    void reportsThatAPackageIsNotADependency() {
        UserException error = catchThrowableOfType(UserException.class, () -> tree(Optional.of("django")));

        assertThat(error).hasMessage("`django` is not a dependency of shop 1.0");
    }

    @Test
    void showsNewerVersions() throws IOException {
        project.lock(List.of("web"));
        add("six", "1.9", "");
        add("six", "2.0", "");
        add("six", "3.0a1", "");
        project.clearCache();

        new OutdatedApp(project.progress).run(project.spec(List.of("web")), project.sources(), project.settings());

        assertThat(project.progress.steps())
                .containsSubsequence(
                        "package                          locked           allowed          newest",
                        "six                              1.0              1.9              2.0",
                        "To upgrade to the `allowed` versions: pywar:lock -Dpywar.upgrade=all");
    }

    @Test
    void reportsThatAllVersionsAreNewest() throws IOException {
        new OutdatedApp(project.progress).run(project.spec(List.of("web")), project.sources(), project.settings());

        assertThat(project.progress.steps()).containsExactly("All 2 packages have their newest version");
    }

    private void tree(Optional<String> why) throws IOException {
        new TreeApp(project.progress)
                .run(new TreeApp.Request(
                        project.spec(List.of("web[mail]", "mail>1")),
                        project.sources(),
                        project.settings(),
                        why.map(PackageName::parse)));
    }
}
