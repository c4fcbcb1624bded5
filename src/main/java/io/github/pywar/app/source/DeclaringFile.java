package io.github.pywar.app.source;

import io.github.pywar.base.file.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A file beside the sources that tells a build what is needed and where it comes from, in which people put passwords of
 * indexes.
 */
final class DeclaringFile {

    private static final Pattern NAME =
            Pattern.compile("(?i)(.*/)?(pyproject\\.toml|Pipfile(\\.lock)?|pylock[^/]*\\.toml"
                    + "|(uv|poetry|pdm)\\.lock|setup\\.cfg|tox\\.ini|environment\\.ya?ml|[^/]+\\.in"
                    + "|[^/]*(requirements|constraints)[^/]*\\.txt|requirements/.*\\.txt|.*/requirements/.*\\.txt)");

    /** What a file has in the place of a user or a password that stands elsewhere. */
    private static final String NONE = "(?:\\$\\w+|\\$?\\{+\\w*}+|\\*+)";

    private static final String USER = "(?!" + NONE + "[:@])[^\\s/@:\"'`<>]+";
    private static final String PASSWORD = "(?!" + NONE + "@)[^\\s@\"'`<>]+";

    /** A port and an {@code @} further on look alike, and are rare. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)https?://(?:" + USER + ":?|[^\\s/@:\"'`<>]*:" + PASSWORD + ")@");

    /** What may be one URL. */
    private static final Pattern WORD = Pattern.compile("[^\\s\"'`<>]++");

    private static final long LARGEST = 8L << 20;

    private DeclaringFile() {}

    /** @param name its path below the sources */
    static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    /** @return whether a URL in it has a user or a password */
    static boolean hasCredential(ByteSource file) throws IOException {
        if (file.size() > LARGEST) {
            return false;
        }
        String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
        return WORD.matcher(text).results().anyMatch(word -> isCredential(word.group()));
    }

    /** What is behind the last {@code @} is cut off: looking for an {@code @} from each colon takes quadratic time. */
    private static boolean isCredential(String word) {
        int last = word.lastIndexOf('@');
        return last > 0 && CREDENTIAL.matcher(word.substring(0, last + 1)).find();
    }
}
