package io.github.pywar.maven;

import java.util.ArrayList;
import java.util.List;

/**
 * Requirements as a POM or a command line gives them: elements {@code <requirement>}, or one text in which each stands
 * on a line of its own or behind {@code ;;}. Maven would split a list at commas, and {@code flask>=2,<3} has one.
 */
public final class Requirements {

    private final List<String> lines = new ArrayList<>();

    /** Called by Maven with the text of {@code -Dpywar.requirements}, or of an element without children. */
    public void set(String text) {
        for (String line : text.split("\\R|;;")) {
            setRequirement(line);
        }
    }

    /** Called by Maven for each element. */
    public void setRequirement(String line) {
        if (line != null && !line.isBlank()) {
            lines.add(line.strip());
        }
    }

    /** Called by Maven for each element of {@code <constraints>}. */
    public void setConstraint(String line) {
        setRequirement(line);
    }

    /** Called by Maven for each element of {@code <overrides>}. */
    public void setOverride(String line) {
        setRequirement(line);
    }

    /** @return one requirement a line */
    List<String> lines() {
        return List.copyOf(lines);
    }
}
