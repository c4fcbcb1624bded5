package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildKeyTest {

    private static final BuildKey KEY = key("3.11", "glibc-2.28", BuildOptions.DEFAULT);

    @Test
    void dependsOnTheCLibraryForCompiledCodeOnly() {
        BuildKey other = key("3.11", "glibc-2.34", BuildOptions.DEFAULT);

        assertThat(other.pure()).isEqualTo(KEY.pure());
        assertThat(other.exact()).isNotEqualTo(KEY.exact());
    }

    @Test
    void dependsOnLibrariesForCompiledCodeOnly() {
        BuildKey other = key("3.11", "glibc-2.28", TestOptions.systemLibraries("libpq.so.5"));

        assertThat(other.pure()).isEqualTo(KEY.pure());
        assertThat(other.exact()).isNotEqualTo(KEY.exact());
    }

    @Test
    void dependsOnPythonAndVariablesForAllWheels() {
        for (BuildKey other : new BuildKey[] {
            key("3.12", "glibc-2.28", BuildOptions.DEFAULT),
            key("3.11", "glibc-2.28", TestOptions.variables(Map.of("CC", "zig")))
        }) {
            assertThat(other.pure()).isNotEqualTo(KEY.pure());
            assertThat(other.exact()).isNotEqualTo(KEY.exact());
        }
    }

    private static BuildKey key(String python, String libc, BuildOptions options) {
        Platform platform = Platform.parse("linux-x86_64").withLibc(Libc.parse(libc));
        return BuildKey.of("content", TargetEnvironment.of(PythonVersion.parse(python), platform), options, false);
    }
}
