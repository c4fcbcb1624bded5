package io.github.pywar.app.source;

import io.github.pywar.base.file.ByteSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * File beside the sources that declares dependencies or indexes, such as a requirements file. The URLs in it may contain
 * passwords.
 */
final class DependencyFile {

    private static final Pattern NAME =
            Pattern.compile("(?i)(.*/)?(pyproject\\.toml|Pipfile(\\.lock)?|pylock[^/]*\\.toml"
                    + "|(uv|poetry|pdm)\\.lock|setup\\.cfg|tox\\.ini|environment\\.ya?ml|[^/]+\\.in"
                    + "|[^/]*(requirements|constraints)[^/]*\\.txt|requirements/.*\\.txt|.*/requirements/.*\\.txt)");

    /** Other names of requirements files; their content is checked. */
    private static final Pattern POSSIBLE_NAME = Pattern.compile("(?i).*\\.(?:txt|list|reqs?|pip)");

    /** An option of pip with a value, or a requirement with a URL. */
    private static final Pattern LINE = Pattern.compile(
            "(?m)^[ \\t]*(?:-[a-zA-Z][ \\t]|--[a-z-]++[= \\t]|[\\w.-]++[ \\t]*(?:\\[[^\\]\\n]*+])?[ \\t]*@)[^\\n]*+");

    /** Placeholder of a user or a password: a variable, or asterisks. */
    private static final String PLACEHOLDER = "(?:\\$\\w+|\\$?\\{+\\w*}+|\\*+)";

    private static final String USER = "(?!" + PLACEHOLDER + "[:@])[^\\s/@:\"'`<>]+";
    private static final String PASSWORD = "(?!" + PLACEHOLDER + "@)[^\\s@\"'`<>]+";

    /** Also matches a URL with a port and a later {@code @}, which is rare. */
    private static final Pattern CREDENTIAL =
            Pattern.compile("(?i)https?://(?:" + USER + ":?|[^\\s/@:\"'`<>]*:" + PASSWORD + ")@");

    /** Text that may be one URL. */
    private static final Pattern TOKEN = Pattern.compile("[^\\s\"'`<>]++");

    private static final long MAX_BYTES = 8L << 20;

    private DependencyFile() {}

    /**
     * Returns whether the name is that of a file with declarations.
     *
     * @param name path in the sources
     */
    static boolean isOne(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns whether the name allows a requirements file. */
    static boolean mayBeOne(String name) {
        return POSSIBLE_NAME.matcher(name).matches();
    }

    /** Returns whether a URL in the file has a user or a password. */
    static boolean hasCredential(ByteSource file) throws IOException {
        return file.size() <= MAX_BYTES && hasCredential(text(file));
    }

    /** Returns whether a line in pip's format, an option or a requirement, has a URL with a user or a password. */
    static boolean hasCredentialOfPip(ByteSource file) throws IOException {
        return file.size() <= MAX_BYTES
                && LINE.matcher(text(file)).results().anyMatch(line -> hasCredential(line.group()));
    }

    private static String text(ByteSource file) throws IOException {
        return new String(file.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static boolean hasCredential(String text) {
        return TOKEN.matcher(text).results().anyMatch(token -> isCredential(token.group()));
    }

    /** Cuts the text after the last {@code @}: to search an {@code @} from each colon takes quadratic time. */
    private static boolean isCredential(String token) {
        int last = token.lastIndexOf('@');
        return last > 0 && CREDENTIAL.matcher(token.substring(0, last + 1)).find();
    }
}
