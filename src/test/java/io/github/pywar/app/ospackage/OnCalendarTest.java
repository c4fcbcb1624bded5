package io.github.pywar.app.ospackage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnCalendarTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            * * * * *          | *-*-* *:*:00
            0 3 * * *          | *-*-* 03:00:00
            */20 8-9 * * 1-5   | Mon,Tue,Wed,Thu,Fri *-*-* 08,09:00,20,40:00
            5/25 0 1 jan,jul * | *-01,07-01 00:05,30,55:00
            0 0 * * sun        | Sun *-*-* 00:00:00
            0 0 * * 7          | Sun *-*-* 00:00:00
            30 6 */10 * mon    | Mon *-*-01,11,21,31 06:30:00
            """)
    void convertsASchedule(String schedule, String event) {
        assertThat(OnCalendar.events(schedule)).containsExactly(event);
        assertAccepted(event);
    }

    @Test
    void runsAtEachOfTwoKindsOfDays() {
        List<String> events = OnCalendar.events("0 4 1,15 * fri");

        assertThat(events).containsExactly("*-*-01,15 04:00:00", "Fri *-*-* 04:00:00");
        events.forEach(OnCalendarTest::assertAccepted);
    }

    /** The build converts for packages, and the runtime for `config systemd`: neither can call the other. */
    @Test
    void agreesWithTheRuntime() {
        Random random = new Random(7);
        List<String> schedules =
                Stream.generate(() -> schedule(random)).limit(500).toList();
        String expected = schedules.stream()
                .map(schedule -> String.join("; ", OnCalendar.events(schedule)) + "\n")
                .collect(Collectors.joining());

        List<String> words = new ArrayList<>(List.of("-c", """
                import sys
                from _pywar.commands.config import oncalendar
                for one in sys.argv[1:]:
                    print("; ".join(oncalendar.events(one)))
                """));
        words.addAll(schedules);
        Tool.Result result = Tool.run(
                Path.of("src/main/resources/io/github/pywar/runtime"),
                Map.of("PYTHONDONTWRITEBYTECODE", "1"),
                "python3",
                words.toArray(String[]::new));

        assertThat(result.output()).isEqualTo(expected);
    }

    private static String schedule(Random random) {
        return Stream.of(
                        field(random, 0, 59, List.of()),
                        field(random, 0, 23, List.of()),
                        field(random, 1, 31, List.of()),
                        field(random, 1, 12, List.of("jan", "Jul", "DEC")),
                        field(random, 0, 7, List.of("sun", "Tue", "SAT")))
                .collect(Collectors.joining(" "));
    }

    private static String field(Random random, int least, int most, List<String> names) {
        return Stream.generate(() -> item(random, least, most, names))
                .limit(random.nextInt(1, 4))
                .collect(Collectors.joining(","));
    }

    private static String item(Random random, int least, int most, List<String> names) {
        int from = random.nextInt(least, most + 1);
        String step = random.nextBoolean() ? "" : "/" + random.nextInt(1, 20);
        return switch (random.nextInt(4)) {
            case 0 -> "*" + step;
            case 1 -> from + "-" + random.nextInt(from, most + 1) + step;
            case 2 -> names.isEmpty() ? from + step : names.get(random.nextInt(names.size())) + step;
            default -> String.valueOf(from);
        };
    }

    private static void assertAccepted(String event) {
        Tool.Result result = Tool.run(Path.of("."), "systemd-analyze", "calendar", event);
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
