package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import java.util.Arrays;
import java.util.Locale;

/** In which form an index is asked for its pages; what it answers tells by itself what it is (PEP 691). */
public enum PageFormat {
    /** JSON where the index has it, else HTML. */
    AUTO("application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01"),
    /** JSON only. */
    JSON("application/vnd.pypi.simple.v1+json"),
    /** HTML only, for an index whose JSON pages are wrong or incomplete. */
    HTML("application/vnd.pypi.simple.v1+html, text/html;q=0.5");

    private final String accept;

    PageFormat(String accept) {
        this.accept = accept;
    }

    /** @throws UserException if the text is none of the words */
    public static PageFormat parse(String text) {
        String word = text.strip();
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> UserException.of("Not a format of an index's pages: `" + word + "`")
                        .hint("say `auto`, `json` or `html`"));
    }

    /** @return the value of the request's header of that name */
    String accept() {
        return accept;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
