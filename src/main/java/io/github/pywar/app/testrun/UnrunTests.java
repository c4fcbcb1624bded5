package io.github.pywar.app.testrun;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tests that unittest does not run, but pytest would.
 *
 * @param modules with such tests
 */
public record UnrunTests(List<TestModule> modules) {

    /** No tests. */
    static final UnrunTests NONE = new UnrunTests(List.of());

    private static final int MAX_SHOWN = 10;

    public UnrunTests {
        modules = List.copyOf(modules);
    }

    /** Reason why the tests did not run. */
    enum Reason {
        /** They are no methods of a {@code unittest.TestCase}. */
        NO_TEST_CASE,
        /** A folder has no {@code __init__.py}. */
        FOLDER,
        /** The name of the module does not begin with {@code test}. */
        NAME
    }

    /**
     * Module with tests that did not run.
     *
     * @param file relative to the project
     * @param tests first ones of them
     * @param count number of all of them
     * @param isSource whether it is among the sources of the application, so that it may have no tests in spite of its name
     */
    record TestModule(String file, Reason reason, List<String> tests, int count, boolean isSource) {

        static TestModule from(JsonNode event) {
            List<String> tests = new ArrayList<>();
            event.path("tests").forEach(one -> tests.add(one.asText()));
            Reason reason = switch (event.path("reason").asText()) {
                case "folder" -> Reason.FOLDER;
                case "name" -> Reason.NAME;
                default -> Reason.NO_TEST_CASE;
            };
            return new TestModule(
                    event.path("file").asText(),
                    reason,
                    tests,
                    event.path("count").asInt(),
                    event.path("source").asBoolean());
        }

        @Override
        public String toString() {
            int more = count - tests.size();
            String why = switch (reason) {
                case FOLDER -> ", in a folder without `__init__.py`";
                case NAME -> ", whose name does not begin with `test`";
                case NO_TEST_CASE -> "";
            };
            return "`" + file + "`" + why + ": " + String.join(", ", tests)
                    + (more > 0 ? " and " + more + " more" : "");
        }
    }

    /** Returns whether a module of the folder of the tests has such tests. */
    boolean areAmongTests() {
        return modules.stream().anyMatch(one -> !one.isSource());
    }

    /** Returns the error about these tests; empty if there are none. */
    public Optional<UserException> error() {
        if (modules.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder lines = new StringBuilder();
        modules.stream().limit(MAX_SHOWN).forEach(one -> lines.append("\n    ").append(one));
        if (modules.size() > MAX_SHOWN) {
            lines.append("\n    and ").append(modules.size() - MAX_SHOWN).append(" more modules");
        }
        return Optional.of(UserException.of(
                        "These tests did not run: pytest is not installed, and unittest does not run them" + lines)
                .hint(
                        "pytest runs them: add `pytest` to the group `test` in pyproject.toml or to requirements-test.txt,"
                                + " or select what declares it with <testGroups> or <testRequirementsFiles>")
                .hint("unittest runs the methods of a `unittest.TestCase`, in modules `test*.py`, in folders with"
                        + " `__init__.py`")
                .hint("if it is no test: give it another name, or write `__test__ = False` into its module or class"));
    }
}
