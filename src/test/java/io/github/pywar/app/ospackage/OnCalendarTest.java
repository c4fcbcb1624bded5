package io.github.pywar.app.ospackage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import java.nio.file.Path;
import java.util.List;
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

    private static void assertAccepted(String event) {
        Tool.Result result = Tool.run(Path.of("."), "systemd-analyze", "calendar", event);
        assertThat(result.exit()).as(result.output()).isZero();
    }
}
