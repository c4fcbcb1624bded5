package io.github.pywar.app.testrun;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Result of one test.
 *
 * @param module dotted name of its module
 * @param group its class in the module; empty for a function
 * @param name of the test, with its parameters
 * @param outcome of the test
 * @param seconds that it took
 * @param message first lines about a failure, or the reason why it was skipped
 * @param type of the exception
 * @param details the traceback
 * @param where line of the failure, for example {@code 12} or {@code 12->shop/cart.py:40}
 * @param output of the test
 * @param errors error output of the test
 */
record TestResult(
        String module,
        String group,
        String name,
        Outcome outcome,
        double seconds,
        String message,
        String type,
        String details,
        String where,
        String output,
        String errors) {

    /** Outcome of a test. */
    enum Outcome {
        /** It ended as expected. */
        PASSED,
        /** An assertion failed. */
        FAILED,
        /** It could not run, or ended with an unexpected exception outside of its own code. */
        ERROR,
        /** It did not run, or failed as expected. */
        SKIPPED
    }

    private static final Pattern MISSING = Pattern.compile("ModuleNotFoundError: No module named '(\\w++)");

    /** Returns the top-level module that Python did not find, if the test failed for that. */
    Optional<String> missingModule() {
        Matcher missing = MISSING.matcher(details);
        boolean isFailure = outcome == Outcome.FAILED || outcome == Outcome.ERROR;
        return isFailure && missing.find() ? Optional.of(missing.group(1)) : Optional.empty();
    }

    static TestResult from(JsonNode event) {
        return new TestResult(
                event.path("module").asText(),
                event.path("group").asText(),
                event.path("name").asText(),
                outcome(event.path("outcome").asText()),
                event.path("seconds").asDouble(),
                event.path("message").asText(),
                event.path("type").asText(),
                event.path("details").asText(),
                event.path("where").asText(),
                event.path("output").asText(),
                event.path("errors").asText());
    }

    private static Outcome outcome(String text) {
        return Stream.of(Outcome.values())
                .filter(one -> one.name().equalsIgnoreCase(text))
                .findFirst()
                .orElse(Outcome.ERROR);
    }

    /** Returns the error of a test that its process did not survive. */
    static TestResult unfinished(JsonNode start, String why) {
        return new TestResult(
                start.path("module").asText(),
                start.path("group").asText(),
                start.path("name").asText(),
                Outcome.ERROR,
                0,
                why,
                "Crash",
                why,
                "",
                "",
                "");
    }

    boolean isBad() {
        return outcome == Outcome.FAILED || outcome == Outcome.ERROR;
    }

    /** Returns the name for lists: {@code test_cart.CartTest.test_total}. */
    String fullName() {
        return className() + "." + name;
    }

    /** Returns the module and the class, as JUnit XML names them. */
    String className() {
        return group.isEmpty() ? module : module + "." + group;
    }
}
