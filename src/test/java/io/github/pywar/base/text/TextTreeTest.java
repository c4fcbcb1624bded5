package io.github.pywar.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTreeTest {

    @Test
    void drawsATreeAsMavenDoes() {
        TextTree leaf = new TextTree("leaf", List.of());
        TextTree one = new TextTree("one", List.of(() -> leaf, () -> leaf));
        TextTree root = new TextTree("root", List.of(() -> one, () -> one));

        assertThat(root.lines())
                .containsExactly("root", "+- one", "|  +- leaf", "|  \\- leaf", "\\- one", "   +- leaf", "   \\- leaf");
    }

    @Test
    void drawsATreeDeeperThanTheStack() {
        assertThat(chain(5_000).lines()).hasSize(5_001).last().asString().endsWith("\\- end");
    }

    @Test
    void numbersTheLevelsOfADeepTree() {
        List<String> lines = chain(100).lines();

        assertThat(lines.get(60)).isEqualTo("   ".repeat(59) + "\\- x");
        assertThat(lines.get(61)).isEqualTo("[61] \\- x");
        assertThat(lines.get(100)).isEqualTo("[100] \\- end");
    }

    private static TextTree chain(int depth) {
        return depth == 0 ? new TextTree("end", List.of()) : new TextTree("x", List.of(() -> chain(depth - 1)));
    }
}
