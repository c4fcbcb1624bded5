package io.github.pywar.app.jib;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EqualOrderTest {

    @Test
    void addsAnEntryWhereTheOrderDependsOnTheJdk() {
        TreeMap<String, String> entries = new TreeMap<>();
        for (int size = 0; size <= 48; size++) {
            boolean isAdded = EqualOrder.of(entries, "one-more").size() > size;
            assertThat(isAdded)
                    .as("%d entries", size)
                    .isEqualTo(size == 3 || size == 6 || size == 12 || size == 24 || size == 48);
            entries.put("entry-" + size, "");
        }
    }

    @Test
    void keepsAnEntryOfThatName() {
        assertThat(EqualOrder.of(Map.of("a", "", "b", "", "one-more", "own"), "one-more"))
                .containsEntry("one-more", "own");
    }
}
