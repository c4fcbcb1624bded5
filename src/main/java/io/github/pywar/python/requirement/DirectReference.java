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

/** A URL or a path instead of a version ("Dependency specifiers", direct references). Only a wheel needs no build. */
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

    /** @return whether pip takes the line for a path or a URL instead of the name of a project */
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

    /** @return the project in the file name of a wheel */
    public Optional<String> wheelProject() {
        Matcher wheel = WHEEL.matcher(path.substring(path.lastIndexOf('/') + 1));
        return wheel.matches() ? Optional.of(wheel.group(1)) : Optional.empty();
    }

    /** @return why the reference cannot be packaged; empty for a wheel */
    public Optional<String> problem() {
        if (VCS.matcher(text).matches()) {
            return Optional.of("it is source code in version control");
        }
        if (path.toLowerCase(Locale.ROOT).endsWith(".whl")) {
            return wheelProject().isPresent()
                    ? Optional.empty()
                    : Optional.of("its file name is not a valid wheel name");
        }
        return Optional.of(
                ARCHIVE.matcher(path).matches()
                        ? "it is a source distribution"
                        : "it is a directory or a page, not a wheel");
    }

    /** @return the error for a reference that needs a build; the caller throws it */
    public static UserException unsupported(String text, SourceLocation location, String problem) {
        return UserException.of("`" + PathText.shown(Credentials.redact(text)) + "` cannot be packaged (" + location
                        + "): " + problem + ", and wheels are not built from source yet")
                .hint("build a wheel of it, and declare the path or URL of that file, or upload it to an index");
    }
}
