package io.github.pywar.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProgramCheckTest {

    private static final Set<String> FILES = Set.of(
            "app/manage.py",
            "app/shop/__init__.py",
            "app/shop/cleanup.py",
            "app/shop/jobs/__main__.py",
            "bin/celery",
            "bin/python",
            "lib/python3.11/site-packages/dramatiq/__main__.py");

    private final ProgramCheck check = new ProgramCheck(
            new ProgramCheck.Paths(FILES, "app", "lib/python3.11/site-packages", "bin"), Set.of("http"));

    @Test
    void findsScriptsModulesAndFiles() {
        assertThatNoException()
                .isThrownBy(() -> check.run(processes(
                        "celery -A shop worker",
                        "python -m shop.cleanup",
                        "python3 -m shop.jobs",
                        "python3.11 -m dramatiq shop",
                        "python -m http.server",
                        "python manage.py qcluster")));
    }

    @Test
    void reportsEachMissingProgramWithTheClosestOne() {
        UserException error = catchThrowableOfType(
                UserException.class,
                () -> check.run(processes(
                        "celrey worker",
                        "uwsgi --master",
                        "/usr/bin/celery worker",
                        "./manage.py qcluster",
                        "python -m shop.cleanpu",
                        "python -m shop",
                        "python -m numpy",
                        "python -u worker.py",
                        "python",
                        "python worker.py")));

        Golden.assertMatches("process/programs.txt", error.getMessage());
    }

    @Test
    void listsWhatIsNotTheApplicationsOwn() {
        assertThat(ProgramCheck.foreign(
                        Set.of("manage.py", "shop/cleanup.py", "shop/jobs/__main__.py"),
                        processes(
                                "celery worker",
                                "python manage.py x",
                                "python -m shop.cleanup",
                                "python -m shop.jobs",
                                "python -m dramatiq.cli",
                                "python gone.py")))
                .containsExactly("dramatiq", "gone.py");
    }

    private static List<ProcessType> processes(String... commands) {
        return Stream.of(commands)
                .map(command -> new ProcessType("worker", List.of(command.split(" ")), 1, 60, Optional.empty()))
                .toList();
    }
}
