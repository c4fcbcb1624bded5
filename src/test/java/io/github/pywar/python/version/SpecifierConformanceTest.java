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

/** Specifiers as the reference implementation reads and applies them. */
class SpecifierConformanceTest {

    @TestFactory
    Stream<DynamicTest> readsEveryRecordedSpecifier() {
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
    Stream<DynamicTest> readsEveryRecordedSet() {
        return VersionConformanceTest.check(
                ConformanceBlock.of("specifier_set_parse")
                        .excluding(
                                "a number of 5,000 digits: read there and refused at first use, refused here when read",
                                one -> one.has("describe_error")),
                one -> VersionSpecifiers.tryParse(one.get("in").asText())
                        .map(s -> s + " " + s.namesPrerelease())
                        .orElse("invalid"),
                one -> one.get("valid").asBoolean()
                        ? one.get("str").asText() + " " + one.get("prereleases").asBoolean()
                        : "invalid");
    }

    @TestFactory
    Stream<DynamicTest> appliesEveryRecordedSpecifier() {
        return block(
                "specifier_contains",
                SpecifierConformanceTest::contains,
                one -> one.get("result").asText());
    }

    @TestFactory
    Stream<DynamicTest> appliesEveryRecordedSet() {
        return block(
                "specifier_set_contains",
                SpecifierConformanceTest::contains,
                one -> one.has("error") ? "refused" : one.get("result").asText());
    }

    private static Object contains(JsonNode one) {
        JsonNode in = one.get("in");
        Optional<VersionSpecifiers> set =
                VersionSpecifiers.tryParse(in.get("spec").asText());
        if (set.isEmpty()) {
            return "refused";
        }
        String item = in.get("item").asText();
        String text =
                in.get("item_is_version").asBoolean() ? Version.parse(item).toString() : item;
        boolean installed = flag(in.get("installed")).orElse(false);
        return "" + set.get().contains(text, policy(in), installed);
    }

    @TestFactory
    Stream<DynamicTest> filtersEveryRecordedList() {
        Function<JsonNode, Object> ours = one -> {
            JsonNode in = one.get("in");
            return VersionSpecifiers.parse(in.get("spec").asText()).filter(texts(in.get("items")), policy(in));
        };
        Function<JsonNode, Object> recorded = one -> texts(one.get("result"));
        return Stream.concat(block("specifier_filter", ours, recorded), block("specifier_set_filter", ours, recorded));
    }

    @TestFactory
    Stream<DynamicTest> relatesEveryRecordedPair() {
        return block(
                "specifier_set_relation",
                one -> {
                    try {
                        return "" + relation(one.get("in"));
                    } catch (IllegalArgumentException e) {
                        return "refused";
                    }
                },
                one -> one.has("error") ? "refused" : one.get("result").asText());
    }

    private static boolean relation(JsonNode in) {
        VersionSpecifiers left = VersionSpecifiers.parse(in.get("left").asText());
        VersionSpecifiers right = VersionSpecifiers.parse(in.get("right").asText());
        return switch (in.get("relation").asText()) {
            case "is_subset" -> left.isSubsetOf(right);
            case "is_superset" -> right.isSubsetOf(left);
            case "is_disjoint" -> left.isDisjointFrom(right);
            default -> throw new IllegalStateException("unknown relation in " + in);
        };
    }

    @TestFactory
    Stream<DynamicTest> seesEveryRecordedSetThatNothingCanSatisfy() {
        return block(
                "specifier_set_unsatisfiable",
                one -> {
                    VersionSpecifiers set =
                            VersionSpecifiers.parse(one.get("in").get("spec").asText());
                    boolean finalsOnly = flag(one.get("in").get("ctor_prereleases"))
                            .filter(allowed -> !allowed)
                            .isPresent();
                    return "" + (finalsOnly ? set.isUnsatisfiableByFinals() : set.isUnsatisfiable());
                },
                one -> one.get("result").asText());
    }

    private static Stream<DynamicTest> block(
            String file, Function<JsonNode, Object> ours, Function<JsonNode, Object> recorded) {
        return VersionConformanceTest.check(ConformanceBlock.of(file), ours, recorded);
    }

    /** What the call says of pre-releases, or else what the constructor was told. */
    private static Optional<Boolean> policy(JsonNode in) {
        return flag(in.get("prereleases")).or(() -> flag(in.get("ctor_prereleases")));
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
