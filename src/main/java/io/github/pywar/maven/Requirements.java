package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Bean of {@code <requirements>}, {@code <constraints>} and {@code <overrides>}: one element per requirement, or one text
 * with line breaks or {@code ;;} between them. It is not a list, because Maven splits the text of a list at commas, and
 * {@code flask>=2,<3} has one.
 */
public final class Requirements {

    private static final Pattern USER_INFO = Pattern.compile("://[^\\s/@]+@");

    private final List<String> lines = new ArrayList<>();

    /** Adds the requirements of a text; Maven calls it for {@code -Dpywar.requirements} or an element without children. */
    public void set(String text) {
        for (String line : text.split("\\R|;;")) {
            setRequirement(line);
        }
    }

    /** Adds a requirement; Maven calls it for each {@code <requirement>}. */
    public void setRequirement(String line) {
        if (line != null && !line.isBlank()) {
            lines.add(line.strip());
        }
    }

    /** Adds a constraint; Maven calls it for each {@code <constraint>}. */
    public void setConstraint(String line) {
        setRequirement(line);
    }

    /** Adds an override; Maven calls it for each {@code <override>}. */
    public void setOverride(String line) {
        setRequirement(line);
    }

    /** Returns the text for Maven's debug log, without passwords. */
    @Override
    public String toString() {
        return lines.stream().map(Credentials::redact).toList().toString();
    }

    /**
     * Returns the requirements, one per item.
     *
     * @throws UserException if a URL in them contains a user name or a password
     */
    List<String> lines() {
        for (String line : lines) {
            if (USER_INFO.matcher(line).find()) {
                throw secret(line);
            }
        }
        return List.copyOf(lines);
    }

    private static UserException secret(String line) {
        return UserException.of("The URL of the requirement `" + Credentials.redact(line)
                        + "` contains a user name or a password, which Maven can print"
                        + "\n    from: the POM, or the command line")
                .hint("move them to netrc")
                .hint("or move the requirement to a requirements file, and write ${VARIABLE} for the password");
    }
}
