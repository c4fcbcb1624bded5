package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WheelInfoTest {

    /** Pip reads the same versions: wheels of 2013 have version 0.1, and a minor version may be missing. */
    @ParameterizedTest
    @CsvSource({"1.0, 1, 0", "1, 1, 0", "0.1, 0, 1", "1.9.2, 1, 9", "01.0, 1, 0"})
    void readsEveryVersionUpToMajorVersion1(String written, int major, int minor) {
        WheelInfo about = WheelInfo.parse("Wheel-Version: " + written + "\nRoot-Is-Purelib: TRUE\n", "a.whl");

        assertThat(about).isEqualTo(new WheelInfo(major, minor, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.0", "10", "x", "", "1.", "-1.0"})
    void refusesALaterMajorVersion(String written) {
        assertThatThrownBy(() -> WheelInfo.parse("Wheel-Version: " + written + "\n", "a.whl"))
                .isInstanceOf(UserException.class);
    }

    @Test
    void reportsALaterMinorVersionAsNewer() {
        assertThat(WheelInfo.parse("Wheel-Version: 1.1\n", "a.whl").isNewer()).isTrue();
        assertThat(WheelInfo.parse("Wheel-Version: 0.1\n", "a.whl").isNewer()).isFalse();
    }
}
