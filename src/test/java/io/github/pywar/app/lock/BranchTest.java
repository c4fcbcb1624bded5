package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BranchTest {

    @Test
    void aTreeIsDrawnAsMavenDrawsIts() {
        Branch leaf = new Branch("leaf", List.of());
        Branch one = new Branch("one", List.of(() -> leaf, () -> leaf));
        Branch root = new Branch("root", List.of(() -> one, () -> one));

        assertThat(root.lines())
                .containsExactly("root", "+- one", "|  +- leaf", "|  \\- leaf", "\\- one", "   +- leaf", "   \\- leaf");
    }

    @Test
    void aTreeMayBeDeeperThanAStack() {
        assertThat(chain(5_000).lines()).hasSize(5_001).last().asString().endsWith("\\- end");
    }

    private static Branch chain(int depth) {
        return depth == 0 ? new Branch("end", List.of()) : new Branch("x", List.of(() -> chain(depth - 1)));
    }
}
