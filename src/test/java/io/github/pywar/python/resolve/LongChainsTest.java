package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chains of 5,000 requirements, which exceed a stack of 256 KB. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LongChainsTest extends ResolverFixture {

    private static final int LENGTH = 5_000;
    private static final long SMALL_STACK = 256 << 10;

    @Test
    void resolvesAChain() throws Exception {
        chain("", 0);
        index.wheel(name(LENGTH), "1.0");

        assertThat(onSmallStack(() -> resolve(name(0))).packages()).hasSize(LENGTH + 1);
    }

    /** Look-ahead follows loaded metadata at once, which would be a recursion. */
    @Test
    void resolvesAChainThatIsLoadedAlready() throws Exception {
        chain("", 0);
        index.wheel(name(LENGTH), "1.0");
        index.wheel("two", "2.0", name(0), "missing").wheel("two", "1.0", name(0));

        assertThat(onSmallStack(() -> resolve("two", name(0))).packages()).hasSize(LENGTH + 2);
    }

    @Test
    void resolvesAChainOfExtras() throws Exception {
        for (int i = 0; i < LENGTH; i++) {
            index.wheel(name(i), "1.0", name(i + 1) + "[x]; extra == 'x'");
        }
        index.wheel(name(LENGTH), "1.0", "end; extra == 'x'").wheel("end", "1.0");

        assertThat(onSmallStack(() -> resolve(name(0) + "[x]")).packages()).hasSize(LENGTH + 2);
    }

    @Test
    void resolvesACycle() throws Exception {
        chain("", 0);
        index.wheel(name(LENGTH), "1.0", name(0));

        assertThat(onSmallStack(() -> resolve(name(0))).packages()).hasSize(LENGTH + 1);
    }

    @Test
    void explainsAChainThatEndsAtAMissingProject() throws Exception {
        chain("", 0);

        assertThat(errorOf(name(0)))
                .contains("No set of versions satisfies")
                .satisfies(text -> assertThat(text.lines()).hasSizeLessThan(60));
    }

    @Test
    void explainsAChainThatContradictsItsBeginning() throws Exception {
        chain("", 0);
        index.wheel(name(LENGTH), "1.0", "end>=2").wheel("end", "1.0").wheel("end", "2.0");

        assertThat(errorOf(name(0), "end<2")).contains("No set of versions satisfies");
    }

    @Test
    void resolvesAWideGraph() throws Exception {
        String[] all = new String[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            all[i] = name(i + 1) + ">=1";
            index.wheel(name(i + 1), "1.0", "common>=" + i % 50);
        }
        index.wheel(name(0), "1.0", all).wheel("common", "9.0").wheel("common", "60.0");

        assertThat(onSmallStack(() -> resolve(name(0))).packages()).hasSize(LENGTH + 2);
    }

    /** Fifty chains side by side, each project with requirements on three of the next row. */
    @Test
    void resolvesAGrid() throws Exception {
        int width = 50;
        String[] roots = new String[width];
        for (int i = 0; i < LENGTH; i++) {
            int next = (i / width + 1) * width;
            List<String> below = new ArrayList<>();
            for (int way = 0; way < 3 && next < LENGTH; way++) {
                below.add(name(next + (i + 7 * way) % width));
            }
            index.wheel(name(i), "1.0", below.toArray(String[]::new));
            roots[i % width] = name(i % width);
        }

        assertThat(onSmallStack(() -> resolve(roots)).packages()).hasSize(LENGTH);
    }

    /** Each project has three versions, and none of the last one can be used: all are excluded, one after the other. */
    @Test
    void explainsADeepConflictOfSeveralVersions() throws Exception {
        for (int version = 1; version <= 3; version++) {
            for (int i = 0; i < LENGTH; i++) {
                index.wheel(name(i), version + ".0", name(i + 1) + ">=" + version);
            }
            index.wheel(name(LENGTH), version + ".0", "end>=" + version);
        }
        index.wheel("end", "0.5");

        assertThat(errorOf(name(0)))
                .contains("No set of versions satisfies")
                .satisfies(text -> assertThat(text.lines()).hasSizeLessThan(60));
    }

    @Test
    void abridgesThePathToAMissingWheel() throws Exception {
        chain("", 0);
        source(name(LENGTH), "1.0");

        assertThat(errorOf(name(0)))
                .contains("No wheel of `p" + LENGTH + "` 1.0", " more) > ")
                .satisfies(text -> assertThat(text.length()).isLessThan(2_000));
    }

    private void chain(String marker, int from) {
        for (int i = from; i < LENGTH; i++) {
            index.wheel(name(i), "1.0", name(i + 1) + marker);
        }
    }

    private static String name(int i) {
        return "p" + i;
    }

    private String errorOf(String... requirements) throws Exception {
        return onSmallStack(() -> {
            try {
                resolve(requirements);
                return "";
            } catch (UserException e) {
                return e.getMessage();
            }
        });
    }

    private static <T> T onSmallStack(Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(null, task, "small-stack", SMALL_STACK);
        thread.start();
        return task.get();
    }
}
