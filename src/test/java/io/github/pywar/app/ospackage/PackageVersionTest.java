package io.github.pywar.app.ospackage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageVersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.0.0, 1.0.0",
        "1.2.0-SNAPSHOT, 1.2.0~snapshot",
        "1.0-rc-1, 1.0~rc1",
        "2.0-beta2, 2.0~beta2",
        "3.1-jre, 3.1.jre",
        "1.0_b+7, 1.0~b7",
        "main-SNAPSHOT, 0.main~snapshot"
    })
    void convertsAVersionOfMaven(String maven, String version) {
        assertThat(PackageVersion.of(maven)).isEqualTo(version);
    }

    @Test
    void sortsInDpkgAsInMaven() {
        List<String> sorted =
                List.of("1.0-alpha-2", "1.0-beta-1", "1.0-rc-1", "1.0-rc-2", "1.0", "1.0.1-SNAPSHOT", "1.0.1", "1.10");

        for (int at = 1; at < sorted.size(); at++) {
            String earlier = PackageVersion.of(sorted.get(at - 1)) + "-1";
            String later = PackageVersion.of(sorted.get(at)) + "-1";
            Tool.Result result = Tool.run(Path.of("."), "dpkg", "--compare-versions", earlier, "lt", later);
            assertThat(result.exit()).as(earlier + " < " + later).isZero();
        }
    }
}
