package io.github.pywar.app.testrun;

import io.github.pywar.base.data.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Files of one run: the runner, which is a resource of this plugin, and its settings.
 *
 * @param request to run tests
 */
record TestSettings(RunTests.Request request) {

    private static final List<String> FILES = List.of(
            "run_tests.py",
            "_pywar_tests/__init__.py",
            "_pywar_tests/coverages.py",
            "_pywar_tests/events.py",
            "_pywar_tests/pytest_style.py",
            "_pywar_tests/selection.py",
            "_pywar_tests/unrun.py",
            "_pywar_tests/with_django.py",
            "_pywar_tests/with_pytest.py",
            "_pywar_tests/with_unittest.py");

    /** Writes the files, and returns the file of the settings. */
    Path write() throws IOException {
        Path folder = Files.createDirectories(request.work().resolve("runner"));
        for (String name : FILES) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream in = TestSettings.class.getResourceAsStream(name)) {
                Files.write(file, in.readAllBytes());
            }
        }
        Path settings = folder.resolve("settings.json");
        Files.write(settings, Json.write(values()));
        return settings;
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("base", request.suite().base().toString());
        values.put("folders", texts(request.suite().folders()));
        values.put("sources", texts(request.sources()));
        values.put("selection", request.options().selection());
        values.put("arguments", request.options().arguments());
        values.put("cache", request.work().resolve("pytest-cache").toString());
        request.options().coverage().ifPresent(file -> {
            values.put("coverage", file.toAbsolutePath().normalize().toString());
            values.put("coverageData", request.work().resolve("coverage.data").toString());
            values.put("coverageOmitted", omitted());
        });
        return values;
    }

    /** Returns the folders whose code is not that of the application, although they may be among the sources. */
    private List<String> omitted() {
        Stream<Path> own = Stream.of(request.work(), request.environment().folder());
        Stream<Path> tests = request.suite().folders().stream()
                .filter(folder -> request.sources().stream().noneMatch(source -> source.startsWith(folder)));
        return Stream.concat(own, tests)
                .map(folder -> folder.toAbsolutePath().normalize() + "/*")
                .toList();
    }

    private static List<String> texts(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }
}
