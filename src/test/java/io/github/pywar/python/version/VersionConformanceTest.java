package io.github.pywar.python.version;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.testing.Conformance;
import io.github.pywar.testing.ConformanceBlock;
import io.github.pywar.testing.ConformanceSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Compares versions with recorded results of {@code packaging}. */
class VersionConformanceTest {

    @TestFactory
    Stream<DynamicTest> parsesTextsAsRecorded() {
        return check(
                ConformanceBlock.of("version_parse"), VersionConformanceTest::ours, VersionConformanceTest::recorded);
    }

    private static Object ours(JsonNode one) {
        return Version.tryParse(one.get("in").asText())
                .map(v -> String.join(
                        " ",
                        v.toString(),
                        v.publicVersion().toString(),
                        v.base().toString(),
                        v.epoch().toString(),
                        v.release().toString(),
                        v.pre().orElse("null"),
                        v.post().map(Object::toString).orElse("null"),
                        v.dev().map(Object::toString).orElse("null"),
                        v.local().orElse("null"),
                        "" + v.isPrerelease() + v.isPostrelease() + v.isDevelopment()))
                .orElse("invalid");
    }

    private static Object recorded(JsonNode one) {
        if (!one.get("valid").asBoolean()) {
            return "invalid";
        }
        JsonNode pre = one.get("pre");
        return String.join(
                " ",
                one.get("str").asText(),
                one.get("public").asText(),
                one.get("base").asText(),
                one.get("epoch").asText(),
                StreamSupport.stream(one.get("release").spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ", "[", "]")),
                pre.isNull() ? "null" : pre.get(0).asText() + pre.get(1).asText(),
                one.get("post").asText(),
                one.get("dev").asText(),
                one.get("local").asText(),
                one.get("is_prerelease").asText()
                        + one.get("is_postrelease").asText()
                        + one.get("is_devrelease").asText());
    }

    @Test
    void ordersVersionsAsRecorded() throws Exception {
        List<Version> chain = Conformance.cases("version_order").stream()
                .map(one -> Version.parse(one.asText()))
                .toList();
        ConformanceSummary.check("version_order", chain.size(), () -> assertAscends(chain));
    }

    private static void assertAscends(List<Version> chain) {
        for (int i = 0; i < chain.size(); i++) {
            for (int j = 0; j < chain.size(); j++) {
                assertThat(Integer.signum(chain.get(i).compareTo(chain.get(j))))
                        .as("%s beside %s", chain.get(i), chain.get(j))
                        .isEqualTo(Integer.signum(Integer.compare(i, j)));
            }
        }
    }

    @Test
    void groupsEqualVersionsAsRecorded() throws Exception {
        List<JsonNode> cases = Conformance.cases("version_order_classes");
        ConformanceSummary.check("version_order_classes", cases.size(), () -> assertClassesAscend(cases));
    }

    private static void assertClassesAscend(List<JsonNode> cases) {
        List<List<Version>> classes = new ArrayList<>();
        for (JsonNode one : cases) {
            List<Version> equal = new ArrayList<>();
            one.forEach(text -> equal.add(Version.parse(text.asText())));
            assertThat(equal).as("%s", one).allMatch(equal.get(0)::equals);
            assertThat(equal)
                    .as("%s", one)
                    .allMatch(v -> v.hashCode() == equal.get(0).hashCode());
            classes.add(equal);
        }
        for (int i = 1; i < classes.size(); i++) {
            assertThat(classes.get(i).get(0)).isGreaterThan(classes.get(i - 1).get(0));
        }
    }

    static Stream<DynamicTest> check(
            ConformanceBlock cases, Function<JsonNode, Object> ours, Function<JsonNode, Object> recorded) {
        return cases.check(
                one -> assertThat(ours.apply(one)).as(() -> one.toString()).isEqualTo(recorded.apply(one)));
    }

    static Optional<Boolean> flag(JsonNode node) {
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node.asBoolean());
    }
}
