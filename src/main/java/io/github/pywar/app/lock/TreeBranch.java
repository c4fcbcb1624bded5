package io.github.pywar.app.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * A tree of lines, drawn as Maven draws its own. Branches are worked out when their line is drawn, from the first to the
 * last, and without recursion: a chain of requirements may be longer than a stack is deep.
 *
 * @param text of this line
 * @param branches below it
 */
record TreeBranch(String text, List<Supplier<TreeBranch>> branches) {

    TreeBranch {
        branches = List.copyOf(branches);
    }

    /** A line that is not drawn yet, with what is before it and before the lines below it. */
    private record Open(Supplier<TreeBranch> branch, String stem, String below) {}

    /** @return one line each */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Deque<Open> open = new ArrayDeque<>(List.of(new Open(() -> this, "", "")));
        while (!open.isEmpty()) {
            Open next = open.pop();
            TreeBranch branch = next.branch.get();
            lines.add(next.stem + branch.text);
            for (int i = branch.branches.size() - 1; i >= 0; i--) {
                boolean isLast = i == branch.branches.size() - 1;
                open.push(new Open(
                        branch.branches.get(i),
                        next.below + (isLast ? "\\- " : "+- "),
                        next.below + (isLast ? "   " : "|  ")));
            }
        }
        return lines;
    }
}
