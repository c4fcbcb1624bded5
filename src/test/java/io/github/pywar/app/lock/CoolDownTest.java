package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.policy.UploadLimit;
import io.github.pywar.app.report.ListingFormat;
import io.github.pywar.app.report.ListingOutput;
import io.github.pywar.app.task.OutdatedApp;
import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndexFile;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wait before new releases are chosen. */
class CoolDownTest extends LockFixture {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    @BeforeEach
    void fill() {
        release("six", "1.0", "2025-01-01");
        release("web", "1.0", "2026-01-01");
        release("web", "1.1", "2026-11-20");
        release("web", "1.2", "2026-11-28");
        wait("7 days");
    }

    private void release(String name, String version, String day) {
        TestWheel wheel = TestWheel.of(name, version).file(name + ".py", "");
        TestIndexFile file = TestIndexFile.of(wheel.fileName(), wheel.bytes());
        index.add(day.isEmpty() ? file : file.uploaded(Instant.parse(day + "T08:00:00Z")));
    }

    private void wait(String text, String... except) {
        project.coolDown = UploadLimit.coolDown(text, List.of(except), NOW);
    }

    @Test
    void doesNotChooseANewRelease() throws IOException {
        project.lock(List.of("web"));

        assertThat(project.text()).contains("web-1.1-");
        assertThat(project.progress.steps())
                .contains("Cooling down: web 1.2, uploaded 2026-11-28. To take it now: -Dpywar.coolDownExcept=web");
    }

    @Test
    void reportsNoReleaseThatIsExcluded() throws IOException {
        project.lock(List.of("web<1.2"));

        assertThat(project.progress.steps()).noneMatch(line -> line.startsWith("Cooling"));
    }

    @Test
    void choosesTheNewReleaseOfAnException() throws IOException {
        wait("7 days", "Web");
        project.lock(List.of("web"));

        assertThat(project.text()).contains("web-1.2-");
        assertThat(project.progress.steps()).noneMatch(line -> line.startsWith("Cooling"));
    }

    @Test
    void keepsALockedVersionOfAnyAge() throws IOException {
        wait("none");
        project.lock(List.of("web"));
        assertThat(project.text()).contains("web-1.2-");
        String before = project.text();

        wait("7 days");
        project.lock(List.of("web"));
        project.lock(List.of("web"), "all");
        project.lock(List.of("web"), "web");

        assertThat(project.text()).isEqualTo(before);
    }

    @Test
    void choosesAPinnedVersion() throws IOException {
        project.lock(List.of("web==1.2"));

        assertThat(project.text()).contains("web-1.2-");
    }

    @Test
    void explainsThatOnlyANewReleaseFits() {
        UserException error = catchThrowableOfType(UserException.class, () -> project.lock(List.of("web>=1.2")));

        Golden.assertMatches("resolve/cool-down.txt", error.getMessage());
    }

    @Test
    void reportsAnIndexWithoutUploadTimes() throws IOException {
        release("plain", "1.0", "");
        project.lock(List.of("plain"));

        assertThat(project.progress.steps())
                .contains("Cool-down: the index `test` lists no upload times of plain: releases of any age are taken");
    }

    @Test
    void doesNotReportPackagesThatAreNotUpgraded() throws IOException {
        project.lock(List.of("web"));
        int before = project.progress.steps().size();
        project.lock(List.of("web"));

        assertThat(project.progress
                        .steps()
                        .subList(before, project.progress.steps().size()))
                .containsExactly("pylock.toml is up to date: 1 packages");
    }

    @Test
    void buildsFromALockWithoutTheWait() throws IOException {
        wait("none");
        project.lock(List.of("web"));
        wait("7 days");

        assertThat(project.libraries("web").get(0).wheel().fileName()).startsWith("web-1.2-");
    }

    @Test
    void outdatedDoesNotProposeANewRelease() throws IOException {
        wait("none");
        project.lock(List.of("web<1.1", "six"));
        Files.writeString(project.file(), project.text().replace("web<1.1", "web"));
        wait("7 days");

        new OutdatedApp(project.progress)
                .run(
                        project.spec(List.of("web", "six")),
                        project.sources(),
                        project.settings(),
                        project.coolDown,
                        new ListingOutput(ListingFormat.parse("text"), Optional.empty()));

        List<String> steps = project.progress.steps();
        Golden.assertMatches("listing/cool-down.txt", String.join("\n", steps.subList(steps.size() - 4, steps.size())));
    }

    @Test
    void refusesAnInvalidWait() {
        UserException error = catchThrowableOfType(UserException.class, () -> wait("soon"));
        UserException name = catchThrowableOfType(UserException.class, () -> wait("7 days", "no name"));

        Golden.assertMatches("policy/cool-down.txt", error.getMessage() + "\n" + name.getMessage());
    }
}
