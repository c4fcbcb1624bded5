package io.github.pywar.app.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.check.BootChecks.Conformance;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.text.TerminalText;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.PythonRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Check that one response of an application follows its interface: WSGI by Python's {@code wsgiref.validate}, ASGI by a
 * script of this plugin. The application runs in a process of its own, without a server.
 */
record ConformanceCheck(BuiltArchive archive, BootRequest request, Progress progress) {

    private static final String SCRIPT = "conformance.py";
    private static final int MAX_REPORT_BYTES = 1 << 20;

    /** @throws UserException if there are violations, and if these are errors */
    void run(Interpreter python) throws IOException {
        Path report = request.folder().toAbsolutePath().resolve("conformance.json");
        Path script = report.resolveSibling(SCRIPT);
        Files.deleteIfExists(report);
        Files.write(script, ArchiveProcess.script(SCRIPT).getBytes(StandardCharsets.UTF_8));
        try (PythonRun run = new ArchiveProcess(request)
                .start(python, 0, "run", script.toString(), request.page().path(), report.toString())) {
            run.finish(request.page().timeout());
        }
        if (Files.isRegularFile(report)) {
            judge(read(report));
        } else {
            progress.detail("Not checked for conformance: the process ended without a result");
        }
    }

    private static JsonNode read(Path report) throws IOException {
        try (InputStream in = Files.newInputStream(report)) {
            return Json.read(in.readNBytes(MAX_REPORT_BYTES), SCRIPT);
        }
    }

    private void judge(JsonNode result) {
        if (!result.path("error").isNull()) {
            progress.detail(
                    "Not checked for conformance:\n" + result.path("error").asText());
        }
        List<String> violations = StreamSupport.stream(result.path("violations").spliterator(), false)
                .map(one -> "    " + TerminalText.of(one.asText()))
                .toList();
        if (!violations.isEmpty()) {
            report("The response of `" + archive.name() + "` to GET "
                    + request.page().path() + " violates " + archive.interfaceText() + "\n"
                    + String.join("\n", violations));
        }
    }

    private void report(String message) {
        if (request.checks().conformance() == Conformance.FAIL) {
            throw UserException.of(message)
                    .hint("correct the application, or the middleware around it")
                    .hint("to accept it with a warning: <verifyConformance>warn</verifyConformance>");
        }
        progress.warning(
                message,
                List.of(
                        Hint.of("correct the application, or the middleware around it: a server may refuse it"),
                        Hint.of("without this check: <verifyConformance>skip</verifyConformance>")));
    }
}
