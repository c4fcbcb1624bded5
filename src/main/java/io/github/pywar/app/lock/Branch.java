package io.github.pywar.app.lock;

import java.util.ArrayList;
import java.util.List;

/**
 * A tree of lines, drawn as Maven draws its own.
 *
 * @param text of this line
 * @param branches below it
 */
record Branch(String text, List<Branch> branches) {

    Branch {
        branches = List.copyOf(branches);
    }

    /** @return one line each */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(text));
        for (int i = 0; i < branches.size(); i++) {
            boolean isLast = i == branches.size() - 1;
            String stem = isLast ? "\\- " : "+- ";
            for (String line : branches.get(i).lines()) {
                lines.add(stem + line);
                stem = isLast ? "   " : "|  ";
            }
        }
        return lines;
    }
}
