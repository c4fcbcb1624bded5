package io.github.pywar.python.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BuildMachineTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getRoot();

    @Test
    void hasTheHomeOfTheUser() {
        Path home = ROOT.resolve("home").resolve("ann");

        assertThat(BuildMachine.home(home.toString(), ROOT)).isEqualTo(home);
    }

    /** Java reports {@code ?} for a user without an entry in the list of users. */
    @Test
    void readsNoFileOfTheCurrentFolderForAUserWithoutHome() {
        assertThat(BuildMachine.home("?", ROOT)).isAbsolute().doesNotExist();
        assertThat(BuildMachine.here(Path.of("").toAbsolutePath()).root()).isEqualTo(ROOT);
    }
}
