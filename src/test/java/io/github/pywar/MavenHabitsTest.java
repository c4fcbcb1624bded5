package io.github.pywar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** The table of Maven habits names tests that exist, and has no N for a goal that exists. */
class MavenHabitsTest {

    private static final Path PAGE = Path.of("src/site/markdown/maven-habits.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\| (.*) \\| ([YN]) \\| (.*) \\|$");
    private static final Pattern GOAL = Pattern.compile("`pywar:([\\w-]+)`");

    private record Habit(String name, String behaviour, boolean works, String test) {}

    @Test
    void namesSixtyHabitsThatWork() throws IOException {
        assertThat(habits()).filteredOn(Habit::works).hasSizeGreaterThanOrEqualTo(60);
        assertThat(habits()).extracting(Habit::name).doesNotHaveDuplicates();
    }

    @Test
    void namesAnExistingTestForEachHabit() throws IOException {
        for (Habit habit : habits()) {
            assertThat(!habit.works() || exists(habit.test().replace("`", "")))
                    .as("%s: %s", habit.name(), habit.test())
                    .isTrue();
        }
    }

    /** A change that adds a goal completes its rows. */
    @Test
    void hasNoOpenRowOfAnExistingGoal() throws IOException {
        List<String> goals = Jsoup.parse(
                        Files.readString(Path.of("target/classes/META-INF/maven/plugin.xml")), "", Parser.xmlParser())
                .select("mojo > goal")
                .eachText();

        assertThat(habits().stream()
                        .filter(habit -> !habit.works())
                        .flatMap(habit ->
                                GOAL.matcher(habit.behaviour()).results().map(found -> found.group(1))))
                .doesNotContainAnyElementsOf(goals);
    }

    private static List<Habit> habits() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> new Habit(row.group(1), row.group(2), row.group(3).equals("Y"), row.group(4)))
                .toList();
    }

    private static boolean exists(String test) throws IOException {
        if (Files.isRegularFile(Path.of("src/it", test, "pom.xml"))) {
            return true;
        }
        String[] parts = test.split("#");
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> classes = files.filter(
                            file -> file.getFileName().toString().equals(parts[0] + ".java"))
                    .toList();
            return parts.length == 2
                    && classes.size() == 1
                    && Files.readString(classes.get(0)).contains("void " + parts[1] + "(");
        }
    }
}
