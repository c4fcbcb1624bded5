package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Requirements as a POM or a command line gives them: elements {@code <requirement>}, or one text in which each stands
 * on a line of its own or behind {@code ;;}. Maven would split a list at commas, and {@code flask>=2,<3} has one.
 */
public final class Requirements {

    private static final Pattern USER_INFO = Pattern.compile("://[^\\s/@]+@");

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

    /** Maven's debug log prints it: a password does not appear there. */
    @Override
    public String toString() {
        return lines.stream().map(Credentials::redact).toList().toString();
    }

    /**
     * @return one requirement a line
     * @throws UserException where one has a password in it
     */
    List<String> lines() {
        lines.stream()
                .filter(line -> USER_INFO.matcher(line).find())
                .findFirst()
                .ifPresent(line -> {
                    throw UserException.of("The URL of the requirement `" + Credentials.redact(line)
                                    + "` has a user or a password"
                                    + " in it, which Maven itself prints\n    from: the POM, or the command line")
                            .hint(
                                    "move them to netrc, or the requirement to a requirements file, which may say ${VARIABLE}");
                });
        return List.copyOf(lines);
    }
}
