package io.github.pywar.testing;

import io.github.pywar.base.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Numbers of passed, failed and excluded cases of each conformance file. They are printed after the last test and
 * written to {@code target/conformance-1.txt}, and by each other process of the tests to a file with its number. JUnit loads the class, as {@code META-INF/services} names it.
 */
public final class ConformanceSummary implements BeforeAllCallback {

    private static final Logger LOG = Logger.getLogger(ConformanceSummary.class.getName());
    private static final Path REPORT = Path.of("target", "conformance-" + Once.process() + ".txt");
    private static final Map<String, Counts> FILES = new TreeMap<>();

    private static final class Counts {
        private int passed;
        private int failed;
        private final Map<String, Integer> excluded = new TreeMap<>();
        private final List<String> remarks = new ArrayList<>();

        private String line(String file) {
            int left = excluded.values().stream().mapToInt(Integer::intValue).sum();
            StringBuilder text = new StringBuilder();
            text.append(String.format(Locale.ROOT, "%-28s passed %,6d   excluded %3d", file, passed, left));
            if (failed > 0) {
                text.append("   FAILED ").append(failed);
            }
            excluded.forEach((reason, count) ->
                    text.append("\n    ").append(count).append(": ").append(reason));
            remarks.forEach(remark -> text.append("\n    ").append(remark));
            return text.append('\n').toString();
        }
    }

    /** Counts passed and failed cases of a file. */
    static synchronized void checked(String file, int passed, int failed) {
        counts(file).passed += passed;
        counts(file).failed += failed;
    }

    /** Counts cases of a file that are excluded for that reason. */
    public static synchronized void excluded(String file, String reason, int cases) {
        counts(file).excluded.put(reason, cases);
    }

    /** Adds a remark on a file, for example the time of a case. */
    public static synchronized void remark(String file, String text) {
        counts(file).remarks.add(text);
    }

    /** Runs a check of one case of a file, and counts the case. */
    public static void check(String file, Check check) throws Exception {
        check(file, 1, check);
    }

    /** Runs a check of several cases of a file, and counts the cases. */
    public static void check(String file, int cases, Check check) throws Exception {
        try {
            check.run();
            checked(file, cases, 0);
        } catch (TestAbortedException e) {
            excluded(file, e.getMessage(), cases);
            throw e;
        } catch (Exception | AssertionError e) {
            checked(file, 0, cases);
            throw e;
        }
    }

    /** Check that throws if a case fails. */
    @FunctionalInterface
    public interface Check {
        /** Runs the check. */
        void run() throws Exception;
    }

    private static Counts counts(String file) {
        return FILES.computeIfAbsent(file, unknown -> new Counts());
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        AutoCloseable atTheEnd = ConformanceSummary::report;
        context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(ConformanceSummary.class, key -> atTheEnd);
    }

    private static synchronized void report() throws IOException {
        if (FILES.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        FILES.forEach((file, counts) -> text.append(counts.line(file)));
        text.append("not run: ").append(notRun()).append('\n');
        LOG.info(() -> "Conformance\n" + text);
        AtomicFile.write(REPORT, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> notRun() throws IOException {
        try (Stream<Path> files = Files.list(Conformance.folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".gz"))
                    .map(name -> name.replaceFirst("\\..*", ""))
                    .filter(name -> !FILES.containsKey(name))
                    .sorted()
                    .toList();
        }
    }
}
