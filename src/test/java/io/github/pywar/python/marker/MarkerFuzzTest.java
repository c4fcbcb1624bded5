package io.github.pywar.python.marker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;

class MarkerFuzzTest {

    private static final MarkerEnvironment ENVIRONMENT = TargetEnvironment.of(
                    PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"))
            .markers();

    @FuzzTarget
    void evaluatesMarkers(FuzzInput input) throws Exception {
        input.read(() -> {
            Marker marker = Marker.parse(input.text());
            Marker again = Marker.parse(marker.toString());
            assertThat(again).isEqualTo(marker);
            boolean holds = marker.evaluate(ENVIRONMENT);
            assertThat(again.evaluate(ENVIRONMENT)).isEqualTo(holds);
            assertThat(marker.and(marker).evaluate(ENVIRONMENT)).isEqualTo(holds);
            assertThat(Marker.parse(marker.or(marker).toString()).evaluate(ENVIRONMENT))
                    .isEqualTo(holds);
        });
    }
}
