package io.github.pywar.app.report;

import io.github.pywar.base.error.UserException;
import java.util.Locale;

/** Format of a {@link Listing}. */
public enum ListingFormat {
    /** For the log. */
    TEXT,
    /** For programs. */
    JSON,
    /** For comments on merge requests. */
    MARKDOWN;

    /** @throws UserException if the text is not {@code text}, {@code json} or {@code markdown} */
    public static ListingFormat parse(String text) {
        for (ListingFormat format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(text.strip())) {
                return format;
            }
        }
        throw UserException.of("`" + text + "` is not a format\n    from: <format>")
                .hint("write `text`, `json` or `markdown`");
    }
}
