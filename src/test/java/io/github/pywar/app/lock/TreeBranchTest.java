package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreeBranchTest {

    @Test
    void aTreeIsDrawnAsMavenDrawsIts() {
        TreeBranch leaf = new TreeBranch("leaf", List.of());
        TreeBranch one = new TreeBranch("one", List.of(() -> leaf, () -> leaf));
        TreeBranch root = new TreeBranch("root", List.of(() -> one, () -> one));

        assertThat(root.lines())
                .containsExactly("root", "+- one", "|  +- leaf", "|  \\- leaf", "\\- one", "   +- leaf", "   \\- leaf");
    }

    @Test
    void aTreeMayBeDeeperThanAStack() {
        assertThat(chain(5_000).lines()).hasSize(5_001).last().asString().endsWith("\\- end");
    }

    private static TreeBranch chain(int depth) {
        return depth == 0 ? new TreeBranch("end", List.of()) : new TreeBranch("x", List.of(() -> chain(depth - 1)));
    }
}
