package io.github.pywar.base.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tree of lines, with branches of ASCII characters. A branch is computed when its line is drawn, in the
 * order of the lines. Drawing does not recurse: a chain of dependencies may be deeper than the stack. A line below many
 * levels has the number of its level instead of a deeper indentation, so that the text of a chain is linear in its length.
 *
 * @param text of this line
 * @param branches below it
 */
public record TextTree(String text, List<Supplier<TextTree>> branches) {

    public TextTree {
        branches = List.copyOf(branches);
    }

    private static final int MOST_INDENTED = 60;

    /** A branch that is not drawn yet, with its level, and the prefix of its line and of the lines below it. */
    private record Pending(Supplier<TextTree> branch, int level, String prefix, String prefixBelow) {

        Pending below(Supplier<TextTree> other, boolean isLast) {
            String indentation = level < MOST_INDENTED ? prefixBelow : "[" + (level + 1) + "] ";
            return new Pending(
                    other,
                    level + 1,
                    indentation + (isLast ? "\\- " : "+- "),
                    level < MOST_INDENTED ? prefixBelow + (isLast ? "   " : "|  ") : "");
        }
    }

    /** Returns the lines, from top to bottom. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        Deque<Pending> pending = new ArrayDeque<>(List.of(new Pending(() -> this, 0, "", "")));
        while (!pending.isEmpty()) {
            Pending next = pending.pop();
            TextTree tree = next.branch.get();
            lines.add(next.prefix + tree.text);
            for (int i = tree.branches.size() - 1; i >= 0; i--) {
                pending.push(next.below(tree.branches.get(i), i == tree.branches.size() - 1));
            }
        }
        return lines;
    }
}
