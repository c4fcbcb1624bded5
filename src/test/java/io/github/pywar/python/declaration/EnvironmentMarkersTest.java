package io.github.pywar.python.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentMarkersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', textBlock = """
                    ^3.8            ! python_version < "4" and python_version >= "3.8"
                    3.11            ! python_version == "3.11"
                    3               ! python_version == "3.*"
                    3.11.2          ! python_full_version == "3.11.2"
                    >3.8            ! python_full_version > "3.8"
                    <=3.8           ! python_full_version <= "3.8"
                    ~2.7 || ^3.6    ! (python_version < "2.8" and python_version >= "2.7") or (python_version < "4" and python_version >= "3.6")
                    """)
    void comparesPython(String constraint, String marker) {
        assertThat(EnvironmentMarkers.ofPython(constraint).orElseThrow()).hasToString(marker);
    }

    @Test
    void needsNoMarkerForEveryPython() {
        assertThat(EnvironmentMarkers.ofPython("*")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '#', quoteCharacter = '`', textBlock = """
                    linux              # sys_platform == "linux"
                    !=win32            # sys_platform != "win32"
                    linux || darwin    # sys_platform == "linux" or sys_platform == "darwin"
                    !=win32,!=cygwin   # sys_platform != "win32" and sys_platform != "cygwin"
                    """)
    void comparesThePlatform(String constraint, String marker) {
        assertThat(EnvironmentMarkers.ofPlatform(constraint)).hasToString(marker);
    }

    @Test
    void rejectsOtherTexts() {
        assertThatThrownBy(() -> EnvironmentMarkers.ofPlatform("linux darwin"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("`linux darwin` is not a platform");
    }
}
