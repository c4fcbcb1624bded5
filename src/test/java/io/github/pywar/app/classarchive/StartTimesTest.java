package io.github.pywar.app.classarchive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartTimesTest {

    @Test
    void returnsMediansOfRunsThatTakeTurns() throws IOException {
        Iterator<Double> times =
                List.of(9.0, 1.0, 2.0, 8.0, 3.0, 4.0, 4.0, 6.0, 1.0, 5.0).iterator();
        List<Boolean> turns = new ArrayList<>();

        StartTimes measured = StartTimes.measure(hasArchive -> {
            turns.add(hasArchive);
            return times.next();
        });

        assertThat(turns).startsWith(true, false, true, false).hasSize(2 * StartTimes.RUNS);
        assertThat(measured).isEqualTo(new StartTimes(3, 5));
        assertThat(measured).hasToString("3.00 s with the archive, 5.00 s without it (medians of 5 runs)");
    }
}
