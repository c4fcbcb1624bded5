package io.github.pywar.maven;

import io.github.pywar.testing.Golden;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LibraryModulesTest {

    @Test
    void explainsThatAGoalNeedsAnApplication() throws IOException {
        Golden.assertMatches(
                "library/no-application.txt",
                LibraryModules.noApplication("greet", "tree").getMessage());
    }
}
