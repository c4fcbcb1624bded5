package io.github.pywar.base.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tree of lines, drawn with {@code +-} and {@code \-}. A branch is computed when its line is drawn, in the
 * order of the lines. Drawing does not recurse: a chain of dependencies may be deeper than the stack.
 *
 * @param text of this line
 * @param branches below it
 */
public record TextTree(String text, List<Supplier<TextTree>> branches) {

    public TextTree {
        branches = List.copyOf(branches);
    }

    /** A branch that is not drawn yet, with the prefix of its line and of the lines below it. */
    private record Pending(Supplier<TextTree> branch, String prefix, String prefixBelow) {}

    /** Returns the lines, from top to bottom. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        Deque<Pending> pending = new ArrayDeque<>(List.of(new Pending(() -> this, "", "")));
        while (!pending.isEmpty()) {
            Pending next = pending.pop();
            TextTree tree = next.branch.get();
            lines.add(next.prefix + tree.text);
            for (int i = tree.branches.size() - 1; i >= 0; i--) {
                boolean isLast = i == tree.branches.size() - 1;
                pending.push(new Pending(
                        tree.branches.get(i),
                        next.prefixBelow + (isLast ? "\\- " : "+- "),
                        next.prefixBelow + (isLast ? "   " : "|  ")));
            }
        }
        return lines;
    }
}
