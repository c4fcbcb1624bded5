package io.github.pywar.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.testing.Golden;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessCommandTest {

    private static final SourceLocation LOCATION = SourceLocation.of("<process> `worker`");

    @Test
    void splitsWordsAsAShellDoes() {
        assertThat(words("celery  -A shop\tworker")).containsExactly("celery", "-A", "shop", "worker");
        assertThat(words("celery -n 'w1 $HOST' -Q \"a b\"")).containsExactly("celery", "-n", "w1 $HOST", "-Q", "a b");
        assertThat(words("rq worker a\\ b ''")).containsExactly("rq", "worker", "a b", "");
        assertThat(words("a \"x\\\"y\\z\" b'c'd")).containsExactly("a", "x\"y\\z", "bcd");
        assertThat(words("celery -n worker@%h --opt=a#b")).contains("worker@%h", "--opt=a#b");
    }

    @Test
    void joinsTheLinesOfAnElement() {
        assertThat(words("\n  celery\n    -A shop\n  worker\n")).containsExactly("celery", "-A", "shop", "worker");
    }

    @Test
    void refusesWhatAShellWouldExpandOrConnect() {
        String errors = Stream.of(
                        "cd shop && celery worker",
                        "celery worker | tee log",
                        "celery worker > log",
                        "celery worker -c $CONCURRENCY",
                        "celery worker -c \"${CONCURRENCY:-2}\"",
                        "celery -Q `cat queues`",
                        "C_FORCE_ROOT=1 celery worker",
                        "python *.py",
                        "python ~/worker.py",
                        "celery worker # of the shop",
                        "celery 'worker",
                        "(celery worker)",
                        "   ")
                .map(text -> catchThrowableOfType(UserException.class, () -> words(text))
                        .getMessage())
                .collect(Collectors.joining("\n"));

        Golden.assertMatches("process/commands.txt", errors);
    }

    private static List<String> words(String text) {
        return ProcessCommand.parse(text, LOCATION).words();
    }
}
