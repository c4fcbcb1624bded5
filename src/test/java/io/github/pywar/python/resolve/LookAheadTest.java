package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much metadata is loaded ahead if the solver tries one version of a package after the other. */
class LookAheadTest extends ResolverFixture {

    private static final int VERSIONS = 120;

    private final TestProgress progress = new TestProgress();

    @Override
    Resolver resolver() {
        return new Resolver(index, index, progress);
    }

    /** A batch is loaded before its first version is tried, and has the versions up to the next batch, or 20 more. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 5", "5, 5", "6, 20", "20, 20", "21, 60", "40, 60", "41, 80", "60, 80", "61, 100"})
    void loadsTheNextVersionsInBatches(int tries, int loaded) throws IOException {
        index.wheel("x", "2");
        for (int i = 1; i <= VERSIONS; i++) {
            index.wheel("b", "" + i, i > VERSIONS + 1 - tries ? "x==1" : "x==2");
        }

        assertThat(chosen("x==2", "b")).containsExactly("b " + (VERSIONS + 1 - tries), "x 2");
        assertThat(progress.details()).anyMatch(line -> line.endsWith(" " + (1 + loaded) + " metadata"));
    }

    @Test
    void loadsNoPreReleasesThatCannotBeChosen() throws IOException {
        index.wheel("x", "2");
        for (int i = 1; i <= 20; i++) {
            index.wheel("b", i + "a1", "x==1").wheel("b", "" + i, i > 15 ? "x==1" : "x==2");
        }

        assertThat(chosen("x==2", "b")).containsExactly("b 15", "x 2");
        assertThat(progress.details()).anyMatch(line -> line.endsWith(" " + (1 + 20) + " metadata"));
        assertThat(index.reads()).noneMatch(file -> file.contains("a1-"));
    }
}
