package io.github.pywar.testing;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * The cases of one conformance file in few dynamic tests, so that reports stay small. A case that does not apply is
 * excluded for a named reason. The tests' names and the {@link ConformanceSummary} contain the reasons and their
 * counts.
 */
public final class ConformanceBlock {

    private static final int SIZE = 200;

    /** Check of one case. */
    @FunctionalInterface
    public interface Check {
        /** Throws if the case fails. */
        void run(JsonNode c) throws Exception;
    }

    private final String file;
    private final List<JsonNode> cases;
    private final Map<String, Integer> excluded = new LinkedHashMap<>();

    private ConformanceBlock(String file) {
        this.file = file;
        this.cases = new ArrayList<>(Conformance.cases(file));
    }

    /** @param file the file's name without {@code .json.gz} */
    public static ConformanceBlock of(String file) {
        return new ConformanceBlock(file);
    }

    /** Excludes the matching cases. A reason that matches no case is a mistake of the test. */
    public ConformanceBlock excluding(String reason, Predicate<JsonNode> which) {
        int before = cases.size();
        cases.removeIf(which);
        if (cases.size() == before) {
            throw new IllegalStateException(file + ": nothing to exclude for: " + reason);
        }
        excluded.put(reason, before - cases.size());
        ConformanceSummary.excluded(file, reason, before - cases.size());
        return this;
    }

    /** Keeps the matching cases, because another test checks the rest. */
    public ConformanceBlock only(Predicate<JsonNode> which) {
        cases.removeIf(which.negate());
        return this;
    }

    /** Returns one test for each block of cases. It reports every case that fails. */
    public Stream<DynamicTest> check(Check check) {
        List<DynamicTest> tests = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += SIZE) {
            List<JsonNode> block = cases.subList(from, Math.min(from + SIZE, cases.size()));
            tests.add(dynamicTest(
                    file + " " + from + "–" + (from + block.size() - 1) + " excluded " + excluded,
                    () -> checkAll(block, check)));
        }
        return tests.stream();
    }

    private void checkAll(List<JsonNode> block, Check check) {
        SoftAssertions all = new SoftAssertions();
        int failed = 0;
        for (JsonNode c : block) {
            try {
                check.run(c);
            } catch (Exception | AssertionError e) {
                all.fail(c + "\n" + e, e);
                failed++;
            }
        }
        ConformanceSummary.checked(file, block.size() - failed, failed);
        all.assertAll();
    }
}
