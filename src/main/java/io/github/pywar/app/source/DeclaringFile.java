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

    /** What a requirements file may be called as well; its lines say whether it is one. */
    private static final Pattern PERHAPS = Pattern.compile("(?i).*\\.(?:txt|list|reqs?|pip)");

    /** An option of pip with a value, or a requirement with a URL. */
    private static final Pattern LINE = Pattern.compile(
            "(?m)^[ \\t]*(?:-[a-zA-Z][ \\t]|--[a-z-]++[= \\t]|[\\w.-]++[ \\t]*(?:\\[[^\\]\\n]*+])?[ \\t]*@)[^\\n]*+");

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

    /** @return whether it may be one under a name of its own, as far as its name says */
    static boolean mayBeOne(String name) {
        return PERHAPS.matcher(name).matches();
    }

    /** @return whether a URL in it has a user or a password */
    static boolean hasCredential(ByteSource file) throws IOException {
        return file.size() <= LARGEST && hasCredential(text(file));
    }

    /** @return whether a line that pip would read as an option or a requirement has a URL with a user or a password */
    static boolean hasCredentialOfPip(ByteSource file) throws IOException {
        return file.size() <= LARGEST
                && LINE.matcher(text(file)).results().anyMatch(line -> hasCredential(line.group()));
    }

    private static String text(ByteSource file) throws IOException {
        return new String(file.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static boolean hasCredential(String text) {
        return WORD.matcher(text).results().anyMatch(word -> isCredential(word.group()));
    }

    /** What is behind the last {@code @} is cut off: looking for an {@code @} from each colon takes quadratic time. */
    private static boolean isCredential(String word) {
        int last = word.lastIndexOf('@');
        return last > 0 && CREDENTIAL.matcher(word.substring(0, last + 1)).find();
    }
}
