package io.github.pywar.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.testing.Golden;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {

    private static final SourceLocation LOCATION = SourceLocation.of("<process> `cleanup`");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "0 3 * * *",
                "*/15 0,12 1-7 * mon-fri",
                "0-30/10 8-18 * JAN,jul 7",
                "5/20 * * * *",
                "0 0 29 2 *",
                "0 0 31 2 mon"
            })
    void acceptsTheFieldsOfCron(String schedule) {
        assertThat(CronSchedule.parse(schedule, LOCATION).text()).isEqualTo(schedule);
    }

    @Test
    void writesOneBlankBetweenFields() {
        assertThat(CronSchedule.parse("\t0  3 *\n* * ", LOCATION).text()).isEqualTo("0 3 * * *");
    }

    @Test
    void reportsThePositionOfEachFault() {
        String errors = Stream.of(
                        "0 3 * *",
                        "0 3 * * * root",
                        "60 3 * * *",
                        "0 24 * * *",
                        "0 3 0 * *",
                        "0 3 * 13 *",
                        "0 3 * * 8",
                        "0 3 * * mon-sonntag",
                        "0 3 * foo *",
                        "0 18-8 * * *",
                        "*/0 * * * *",
                        "0,,5 * * * *",
                        "0 3 L * *",
                        "0 0 31 2,4 *",
                        "@daily",
                        "@reboot",
                        "")
                .map(CronScheduleTest::error)
                .collect(Collectors.joining("\n"));

        Golden.assertMatches("process/schedules.txt", errors);
    }

    private static String error(String schedule) {
        return catchThrowableOfType(UserException.class, () -> CronSchedule.parse(schedule, LOCATION))
                .getMessage();
    }
}
