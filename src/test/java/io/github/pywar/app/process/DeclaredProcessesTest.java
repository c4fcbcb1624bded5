package io.github.pywar.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.testing.Golden;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeclaredProcessesTest {

    @Test
    void hasOneInstanceAndSixtySecondsByDefault() {
        assertThat(DeclaredProcesses.parse(List.of(declared("worker"))))
                .containsExactly(new ProcessType("worker", List.of("celery", "worker"), 1, 60, Optional.empty()));
    }

    @Test
    void keepsTheOrderAndTheSettings() {
        ProcessDeclaration many = with("mails", OptionalInt.of(3), OptionalInt.of(300), Optional.empty());
        ProcessDeclaration timer = with("nightly", OptionalInt.empty(), OptionalInt.empty(), Optional.of("0  3 * * *"));

        assertThat(DeclaredProcesses.parse(List.of(timer, many)))
                .containsExactly(
                        new ProcessType("nightly", List.of("celery", "worker"), 1, 0, Optional.of("0 3 * * *")),
                        new ProcessType("mails", List.of("celery", "worker"), 3, 300, Optional.empty()));
    }

    @Test
    void reportsAllFaultsTogether() {
        List<ProcessDeclaration> faulty = Stream.concat(
                        Stream.of("web", "release", "Celery_Worker", "-", "worker", "worker", "x".repeat(41))
                                .map(DeclaredProcessesTest::declared),
                        Stream.of(
                                with("none", OptionalInt.of(0), OptionalInt.empty(), Optional.empty()),
                                with("long", OptionalInt.empty(), OptionalInt.of(86_401), Optional.empty()),
                                with("timer", OptionalInt.of(2), OptionalInt.empty(), Optional.of("0 3 * * *"))))
                .toList();

        Golden.assertMatches(
                "process/declarations.txt",
                catchThrowableOfType(UserException.class, () -> DeclaredProcesses.parse(faulty))
                        .getMessage());
    }

    private static ProcessDeclaration declared(String name) {
        return with(name, OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
    }

    private static ProcessDeclaration with(
            String name, OptionalInt instances, OptionalInt stopSeconds, Optional<String> schedule) {
        SourceLocation location = SourceLocation.of("<process> `" + name + "`");
        return new ProcessDeclaration(name, "celery worker", instances, stopSeconds, schedule, location);
    }
}
