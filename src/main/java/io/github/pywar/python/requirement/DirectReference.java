package io.github.pywar.python.requirement;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.url.Credentials;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a URL or a path in place of a version points at; only wheels need no building. */
public final class DirectReference {

    private static final Pattern VCS = Pattern.compile("(?i)(git|hg|svn|bzr)\\+.*|git@[^/]+:.*");
    private static final Pattern URL = Pattern.compile("(?i)(https?|file):.*");
    private static final Pattern ARCHIVE =
            Pattern.compile("(?i).*\\.(zip|tar|tar\\.(gz|bz2|xz|lzma|z)|tgz|tbz|txz|tlz)");
    private static final Pattern WHEEL =
            Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9._]*[A-Za-z0-9])?)-[^-/]+(-[0-9][^-/]*)?(-[^-/]+){3}\\.whl");

    private final String text;
    private final String path;

    private DirectReference(String text) {
        this.text = text;
        String plain = text.replaceFirst("[?#].*", "");
        this.path = URL.matcher(text).matches() ? decoded(plain) : text;
    }

    public static DirectReference of(String urlOrPath) {
        return new DirectReference(urlOrPath);
    }

    private static String decoded(String url) {
        try {
            return URLDecoder.decode(url.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return url;
        }
    }

    /** As pip sees it: a line that holds a path or a URL instead of a project's name. */
    public static boolean looksLikeOne(String line) {
        String head = line.split("[\\[\\s;@]", 2)[0];
        return URL.matcher(line).matches()
                || VCS.matcher(line).matches()
                || line.startsWith(".")
                || head.matches(".*[/\\\\].*")
                || ARCHIVE.matcher(head).matches()
                || head.endsWith(".whl");
    }

    public boolean isUrl() {
        return URL.matcher(text).matches();
    }

    /** @return the project that a wheel's file name tells */
    public Optional<String> wheelProject() {
        Matcher wheel = WHEEL.matcher(path.substring(path.lastIndexOf('/') + 1));
        return wheel.matches() ? Optional.of(wheel.group(1)) : Optional.empty();
    }

    /** @return what would have to be there to use it; empty for a wheel */
    public Optional<String> missing() {
        if (VCS.matcher(text).matches()) {
            return Optional.of("it names source code in version control");
        }
        if (path.toLowerCase(Locale.ROOT).endsWith(".whl")) {
            return wheelProject().isPresent() ? Optional.empty() : Optional.of("its file name is no wheel's");
        }
        return Optional.of(
                ARCHIVE.matcher(path).matches()
                        ? "it names a source distribution"
                        : "it names a directory or page of source code");
    }

    public static UserException refuse(String text, SourceLocation location, String missing) {
        return UserException.of("`" + PathText.shown(Credentials.redact(text)) + "` cannot be packaged (" + location
                        + "): " + missing + ", and wheels are not built from source yet")
                .hint("build a wheel of it once, and name that file or its URL, or put it on an index");
    }
}
