package io.github.pywar.python.version;

import static io.github.pywar.python.version.VersionConformanceTest.flag;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.testing.ConformanceBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares specifiers with recorded results of {@code packaging}. */
class SpecifierConformanceTest {

    @TestFactory
    Stream<DynamicTest> parsesSpecifiersAsRecorded() {
        return block(
                "specifier_parse",
                one -> VersionSpecifier.tryParse(one.get("in").asText())
                        .map(s -> s + " " + s.operator().sign() + " " + s.operand() + " " + s.namesPrerelease())
                        .orElse("invalid"),
                one -> one.get("valid").asBoolean()
                        ? String.join(
                                " ",
                                one.get("str").asText(),
                                one.get("operator").asText(),
                                one.get("version").asText(),
                                "" + one.get("prereleases").asBoolean())
                        : "invalid");
    }

    @TestFactory
    Stream<DynamicTest> parsesSetsAsRecorded() {
        return VersionConformanceTest.check(
                ConformanceBlock.of("specifier_set_parse")
                        .excluding(
                                "a number of 5,000 digits: packaging rejects it at first use, pywar when it parses it",
                                one -> one.has("describe_error")),
                one -> VersionSpecifiers.tryParse(one.get("in").asText())
                        .map(s -> s + " " + s.namesPrerelease())
                        .orElse("invalid"),
                one -> one.get("valid").asBoolean()
                        ? one.get("str").asText() + " " + one.get("prereleases").asBoolean()
                        : "invalid");
    }

    @TestFactory
    Stream<DynamicTest> appliesSpecifiersAsRecorded() {
        return block(
                "specifier_contains",
                SpecifierConformanceTest::contains,
                one -> one.get("result").asText());
    }

    @TestFactory
    Stream<DynamicTest> appliesSetsAsRecorded() {
        return block(
                "specifier_set_contains",
                SpecifierConformanceTest::contains,
                one -> one.has("error") ? "rejected" : one.get("result").asText());
    }

    private static Object contains(JsonNode one) {
        JsonNode in = one.get("in");
        Optional<VersionSpecifiers> set =
                VersionSpecifiers.tryParse(in.get("spec").asText());
        if (set.isEmpty()) {
            return "rejected";
        }
        String item = in.get("item").asText();
        String text =
                in.get("item_is_version").asBoolean() ? Version.parse(item).toString() : item;
        boolean installed = flag(in.get("installed")).orElse(false);
        return "" + set.get().contains(text, policy(in), installed);
    }

    @TestFactory
    Stream<DynamicTest> filtersListsAsRecorded() {
        Function<JsonNode, Object> ours = one -> {
            JsonNode in = one.get("in");
            return VersionSpecifiers.parse(in.get("spec").asText()).filter(texts(in.get("items")), policy(in));
        };
        Function<JsonNode, Object> recorded = one -> texts(one.get("result"));
        return Stream.concat(block("specifier_filter", ours, recorded), block("specifier_set_filter", ours, recorded));
    }

    @TestFactory
    Stream<DynamicTest> comparesSetsAsRecorded() {
        return block(
                "specifier_set_relation",
                one -> {
                    try {
                        return "" + relation(one.get("in"));
                    } catch (IllegalArgumentException e) {
                        return "rejected";
                    }
                },
                one -> one.has("error") ? "rejected" : one.get("result").asText());
    }

    private static boolean relation(JsonNode in) {
        VersionRange left = comparable(in.get("left"));
        VersionRange right = comparable(in.get("right"));
        return switch (in.get("relation").asText()) {
            case "is_subset" -> right.containsAll(left);
            case "is_superset" -> left.containsAll(right);
            case "is_disjoint" -> left.isDisjoint(right);
            default -> throw new IllegalStateException("unknown relation in " + in);
        };
    }

    private static VersionRange comparable(JsonNode text) {
        VersionSpecifiers specifiers = VersionSpecifiers.parse(text.asText());
        if (specifiers.hasArbitrary()) {
            throw new IllegalArgumentException("`===` compares text, which is not a range");
        }
        return specifiers.range();
    }

    /** Cases with `===`, or without pre-releases, need more than a range. */
    @TestFactory
    Stream<DynamicTest> findsEmptyRangesAsRecorded() {
        return VersionConformanceTest.check(
                ConformanceBlock.of("specifier_set_unsatisfiable")
                        .only(one -> !specifiers(one).hasArbitrary()
                                && flag(one.get("in").get("ctor_prereleases")).orElse(true)),
                one -> "" + specifiers(one).range().isEmpty(),
                one -> one.get("result").asText());
    }

    private static VersionSpecifiers specifiers(JsonNode one) {
        return VersionSpecifiers.parse(one.get("in").get("spec").asText());
    }

    private static Stream<DynamicTest> block(
            String file, Function<JsonNode, Object> ours, Function<JsonNode, Object> recorded) {
        return VersionConformanceTest.check(ConformanceBlock.of(file), ours, recorded);
    }

    /** The argument of the call, or else the one of the constructor. */
    private static Optional<Boolean> policy(JsonNode in) {
        return flag(in.get("prereleases")).or(() -> flag(in.get("ctor_prereleases")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
