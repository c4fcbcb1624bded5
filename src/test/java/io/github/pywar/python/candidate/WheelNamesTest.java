package io.github.pywar.python.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import org.junit.jupiter.api.Test;

class WheelNamesTest {

    private static final Version ONE = Version.parse("1");

    private final WheelNames names = new WheelNames(PackageName.parse("a-b"));

    @Test
    void joinsTheWheelsOfAVersion() {
        assertThat(WheelNames.start("a_b-1.5-py3-none-any.whl")).isEqualTo("a_b-1.5");
        assertThat(WheelNames.start("a_b-1.5-cp311-cp311-linux_x86_64.whl")).isEqualTo("a_b-1.5");
    }

    /** A build tag or a source distribution may be invalid although other files of the version are valid. */
    @Test
    void comparesOtherNamesCompletely() {
        for (String name : new String[] {"a_b-1.5-7-py3-none-any.whl", "a_b-1.5.tar.gz", "a-b-1.5.zip", "x.whl", ""}) {
            assertThat(WheelNames.start(name)).isEqualTo(name);
        }
    }

    @Test
    void findsLaterFinalVersions() {
        assertThat(names.later("a_b-1.5-py3-none-any.whl", ONE)).contains(Version.parse("1.5"));
        assertThat(names.later("a-b-1.6.tar.gz", ONE)).contains(Version.parse("1.6"));
        for (String name : new String[] {
            "a_b-1-py3-none-any.whl", "a_b-2rc1-py3-none-any.whl", "b-2-py3-none-any.whl", "a_b-x-py3-none-any.whl"
        }) {
            assertThat(names.later(name, ONE)).isEmpty();
        }
    }
}
