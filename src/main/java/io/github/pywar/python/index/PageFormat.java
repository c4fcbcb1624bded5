package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import java.util.Arrays;
import java.util.Locale;

/** Requested format of an index's pages; the format of a response is read from its Content-Type (PEP 691). */
public enum PageFormat {
    /** JSON if the index has it, else HTML. */
    AUTO("application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01"),
    /** JSON only. */
    JSON("application/vnd.pypi.simple.v1+json"),
    /** HTML only, for an index whose JSON pages are wrong or incomplete. */
    HTML("application/vnd.pypi.simple.v1+html, text/html;q=0.5");

    private final String accept;

    PageFormat(String accept) {
        this.accept = accept;
    }

    /**
     * Parses the name of a format.
     *
     * @param origin the place of the declaration, for messages
     * @throws UserException if the text is not a format
     */
    public static PageFormat parse(String text, String origin) {
        String name = text.strip();
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> UserException.of("Unknown index page format `" + name + "`\n    from: " + origin)
                        .hint("use `auto`, `json` or `html`"));
    }

    /** @return the value of the request header {@code Accept} */
    String accept() {
        return accept;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
