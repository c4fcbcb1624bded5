package io.github.pywar.app.testrun;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Receiver of the events of a run, one line of JSON each. */
final class TestEvents {

    private final TestConsole console;
    private final Progress progress;
    private final List<TestResult> results = new ArrayList<>();
    private final List<UnrunTests.TestModule> unrun = new ArrayList<>();
    private final Map<String, JsonNode> running = new LinkedHashMap<>();
    private boolean isComplete;
    private boolean lacksCoverage;

    TestEvents(TestConsole console, Progress progress) {
        this.console = console;
        this.progress = progress;
    }

    synchronized void accept(String line) {
        JsonNode event;
        try {
            event = Json.read(line.getBytes(StandardCharsets.UTF_8), "a result of the tests");
        } catch (UserException foreign) {
            progress.detail(line); // an extension module may have kept the output open
            return;
        }
        switch (event.path("event").asText()) {
            case "tool" ->
                progress.detail("Tests run with " + event.path("name").asText());
            case "parallel" -> console.mixModules();
            case "start" -> start(event);
            case "result" -> add(TestResult.from(event));
            case "arguments-unused" -> progress.warning("<testArguments> has no effect: pytest is not installed");
            case "not-run" -> unrun.add(UnrunTests.TestModule.from(event));
            case "coverage-missing" -> lacksCoverage = true;
            case "end" -> isComplete = true;
            default -> progress.detail(line);
        }
    }

    private void start(JsonNode event) {
        running.put(key(event), event);
        console.running(event.path("module").asText());
    }

    private void add(TestResult result) {
        running.remove(result.fullName());
        results.add(result);
        console.result(result);
    }

    private static String key(JsonNode event) {
        return TestResult.unfinished(event, "").fullName();
    }

    /**
     * Adds an error for each test that has begun and has no result.
     *
     * @param why the process ended; empty if it ended by itself
     */
    synchronized void unfinished(String why) {
        if (!why.isEmpty()) {
            List.copyOf(running.values()).forEach(event -> add(TestResult.unfinished(event, why)));
        }
        console.flush();
    }

    synchronized List<TestResult> results() {
        return List.copyOf(results);
    }

    synchronized UnrunTests unrun() {
        return new UnrunTests(unrun);
    }

    synchronized boolean isComplete() {
        return isComplete;
    }

    synchronized boolean lacksCoverage() {
        return lacksCoverage;
    }
}
