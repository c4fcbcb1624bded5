package io.github.pywar.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Recorded cases as tests: one test for a block of cases, so that reports stay small; each failing case is shown. */
public final class Blocks {

    private static final int SIZE = 500;

    private Blocks() {}

    /**
     * @param file a conformance file, for example {@code version_parse}
     * @param ours what we decide, for one case
     * @param recorded what the reference implementation decided, in the same form
     */
    public static Stream<DynamicTest> of(
            String file, Function<JsonNode, Object> ours, Function<JsonNode, Object> recorded) {
        List<JsonNode> cases = Conformance.cases(file);
        return IntStream.range(0, (cases.size() + SIZE - 1) / SIZE).mapToObj(block -> {
            int from = block * SIZE;
            int to = Math.min(from + SIZE, cases.size());
            return DynamicTest.dynamicTest(
                    file + " " + from + " to " + (to - 1), () -> check(cases.subList(from, to), ours, recorded));
        });
    }

    private static void check(
            List<JsonNode> cases, Function<JsonNode, Object> ours, Function<JsonNode, Object> recorded) {
        List<String> failures = new ArrayList<>();
        for (JsonNode one : cases) {
            Object expected = recorded.apply(one);
            Object actual = decide(one, ours);
            if (!Objects.equals(expected, actual)) {
                failures.add(
                        abbreviated(one.toString()) + "\n      recorded " + expected + "\n      ours     " + actual);
            }
        }
        assertThat(failures).as("cases that differ").isEmpty();
    }

    private static Object decide(JsonNode one, Function<JsonNode, Object> ours) {
        try {
            return ours.apply(one);
        } catch (RuntimeException e) {
            return abbreviated("threw " + e);
        }
    }

    private static String abbreviated(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + "...";
    }
}
