package io.github.pywar.python.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoetryConformanceTest {

    private static final boolean THOROUGH = Boolean.getBoolean("pywar.proof");
    private static final int COUNT = THOROUGH ? 10_000 : 400;

    private static final String REFUSED = "refused";
    private static final List<String> RELEASES = List.of(
            "0", "0.0.1", "0.0.2", "0.1", "0.1.1", "0.2", "0.3", "1", "1.0.1", "1.0.2", "1.1", "1.1.1", "1.2",
            "1.2.2.1", "1.3", "2", "2.1", "2.2", "3", "3.1", "3.2.2", "4", "5", "1!0.1", "1!1", "1!2");
    private static final List<String> SUFFIXES =
            List.of("", ".dev0", ".dev1", "a1", "rc1", ".post1", "+local", ".post2.dev1", "a1.post1");
    private static final List<String> VERSIONS = versions();
    private static final List<String> PYTHONS = releases();

    @TempDir
    Path folder;

    @BeforeAll
    static void install() {
        PoetryCore.install();
    }

    @Test
    void acceptsTheVersionsThatPoetryAccepts() throws IOException {
        RandomConstraints random = new RandomConstraints(seed());
        List<String> constraints = Stream.generate(random::next).limit(COUNT).toList();
        List<?> expected = (List<?>) ask(constraints, List.of()).get("constraints");
        List<String> mine = constraints.stream()
                .map(text -> answers(VERSIONS, text, PoetryConformanceTest::versions))
                .toList();
        List<String> differences = differences(constraints, mine, expected, VERSIONS);
        List<String> known = differences.stream()
                .filter(PoetryConformanceTest::isByTheStandard)
                .toList();
        System.out.println(
                known.size() + " of " + COUNT + " constraints differ where Poetry differs from the standard");

        assertThat(differences).containsExactlyElementsOf(known);
        assertThat(known).hasSizeLessThan(COUNT / 25);
    }

    @Test
    void acceptsThePythonsThatPoetryAccepts() throws IOException {
        RandomConstraints random = new RandomConstraints(seed());
        List<String> constraints =
                Stream.generate(random::nextPython).limit(COUNT).toList();
        List<?> expected = (List<?>) ask(List.of(), constraints).get("pythons");
        List<String> mine = constraints.stream()
                .map(text -> answers(PYTHONS, text, PoetryConformanceTest::pythons))
                .toList();

        List<String> differences = differences(constraints, mine, expected, PYTHONS);
        List<String> known = differences.stream()
                .filter(PoetryConformanceTest::isOfAMinorVersion)
                .toList();
        System.out.println(known.size() + " of " + COUNT + " constraints on Python differ");

        assertThat(differences).containsExactlyElementsOf(known);
        assertThat(known).hasSizeLessThan(COUNT / 25);
    }

    /** A run of all tests always compares the same inputs; {@code -Dpywar.proof=true} compares new ones each time. */
    private static long seed() {
        long seed = Long.getLong("pywar.seed", THOROUGH ? System.nanoTime() : 11);
        System.out.println("seed of the constraints: " + seed);
        return seed;
    }

    private Map<?, ?> ask(List<String> constraints, List<String> pythons) throws IOException {
        return new PoetryCore(folder)
                .ask(
                        "constraints.py",
                        Map.of(
                                "constraints",
                                constraints,
                                "versions",
                                VERSIONS,
                                "pythons",
                                pythons,
                                "releases",
                                PYTHONS));
    }

    /**
     * Together with other clauses, {@code !=} of Poetry excludes the post-releases of the version, too, {@code >} does not
     * exclude them, and a local version is lost. Poetry accepts {@code .*} behind a pre-release and a local version behind
     * {@code ~}, and reads {@code <>} as {@code ==}: none of these has a meaning in the standard.
     */
    private static boolean isByTheStandard(String difference) {
        return difference.matches("`.*[!>].*`:( [+-]\\S+(post|\\+local)\\S*)+")
                || difference.matches(
                        "`.*([~^<>]=? ?v?[0-9][^ ,|]*\\+|<>|[0-9.](a|b|rc|alpha|dev|post)[0-9.]*\\.\\*).*`: refused here");
    }

    /**
     * For Poetry, {@code 3.11} alone means all releases of 3.11, and {@code 3.11.0} in some combinations. Here it always
     * means all of them. {@code <=3.11} means {@code <=3.11.0}, and in some combinations of Poetry all of them.
     */
    private static boolean isOfAMinorVersion(String difference) {
        return difference.matches("`(.*[ ,|=])?[23]\\.[0-9]+(\\.0)?([ ,|].*)?`:( [+-][23]\\S+)+");
    }

    private static List<String> differences(
            List<String> constraints, List<String> mine, List<?> expected, List<String> versions) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < constraints.size(); i++) {
            String theirs = expected.get(i) == null ? REFUSED : expected.get(i).toString();
            if (!mine.get(i).equals(theirs)) {
                differences.add(describe(constraints.get(i), mine.get(i), theirs, versions));
            }
        }
        return differences;
    }

    private static String describe(String text, String mine, String theirs, List<String> versions) {
        if (mine.equals(REFUSED) || theirs.equals(REFUSED)) {
            return "`" + text + "`: " + (mine.equals(REFUSED) ? "refused here" : "refused by Poetry");
        }
        return "`" + text + "`: "
                + IntStream.range(0, versions.size())
                        .filter(i -> mine.charAt(i) != theirs.charAt(i))
                        .mapToObj(i -> (mine.charAt(i) == '1' ? "+" : "-") + versions.get(i))
                        .collect(Collectors.joining(" "));
    }

    private static String answers(
            List<String> versions, String constraint, Function<String, Predicate<String>> parser) {
        try {
            Predicate<String> accepted = parser.apply(constraint);
            return versions.stream().map(one -> accepted.test(one) ? "1" : "0").collect(Collectors.joining());
        } catch (UserException e) {
            return REFUSED;
        }
    }

    private static Predicate<String> versions(String constraint) {
        VersionSpecifiers specifiers = VersionConstraint.parse(constraint);
        return version -> specifiers.accepts(Version.parse(version));
    }

    private static Predicate<String> pythons(String constraint) {
        Optional<Marker> marker = EnvironmentMarkers.ofPython(constraint);
        return release -> marker.map(one -> one.evaluate(MarkerEnvironment.of(Map.of(
                        "python_full_version",
                        release,
                        "python_version",
                        release.substring(0, release.lastIndexOf('.'))))))
                .orElse(true);
    }

    private static List<String> versions() {
        List<String> versions = new ArrayList<>();
        for (String release : RELEASES) {
            SUFFIXES.forEach(suffix -> versions.add(release + suffix));
        }
        return versions;
    }

    private static List<String> releases() {
        List<String> releases = new ArrayList<>(List.of("2.7.0", "2.7.18"));
        for (int minor = 5; minor < 15; minor++) {
            for (int micro = 0; micro < 5; micro++) {
                releases.add("3." + minor + "." + micro);
            }
        }
        return releases;
    }
}
