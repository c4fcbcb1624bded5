package io.github.pywar.python.requirement;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlParameters;
import io.github.pywar.base.url.UrlText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL or a path instead of a version ("Dependency specifiers", direct references): a wheel, an archive of source code, a
 * folder, or a repository of version control.
 */
public final class DirectReference {

    private static final Pattern VCS = Pattern.compile("(?i)(git|hg|svn|bzr)\\+.*|git@[^/]+:.*");
    private static final Pattern ARCHIVE =
            Pattern.compile("(?i).*\\.(zip|tar|tar\\.(gz|bz2|xz|lzma|z)|tgz|tbz|txz|tlz)");
    private static final Pattern WHEEL =
            Pattern.compile("([A-Za-z0-9](?:[A-Za-z0-9._]*[A-Za-z0-9])?)-[^-/]+(-[0-9][^-/]*)?(-[^-/]+){3}\\.whl");

    private final String text;
    private final String path;

    private DirectReference(String text) {
        this.text = text;
        String plain = text.replaceFirst("[?#].*", "");
        this.path = UrlText.hasScheme(text) ? decoded(plain) : text;
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
        return UrlText.hasScheme(line)
                || VCS.matcher(line).matches()
                || line.startsWith(".")
                || head.matches(".*[/\\\\].*")
                || ARCHIVE.matcher(head).matches()
                || head.endsWith(".whl");
    }

    /** @return whether it is a URL, else a path */
    public boolean isUrl() {
        return UrlText.hasScheme(text) || VCS.matcher(text).matches();
    }

    /** @return whether it refers to source code, from which a wheel is built */
    public boolean isSource() {
        return !path.toLowerCase(Locale.ROOT).endsWith(".whl");
    }

    /** @return the project, perhaps with extras, that the fragment {@code #egg=} declares */
    public Optional<String> egg() {
        return UrlParameters.ofFragment(text).get("egg");
    }

    /** @return the project in the file name of a wheel */
    public Optional<String> wheelProject() {
        Matcher wheel = WHEEL.matcher(path.substring(path.lastIndexOf('/') + 1));
        return wheel.matches() ? Optional.of(wheel.group(1)) : Optional.empty();
    }

    /**
     * Checks that it can be packaged. The file of a path is not read.
     *
     * @param shown the requirement in a message
     * @throws UserException if it is neither a wheel nor source code in a supported form
     */
    public void requireSupported(String shown, SourceLocation location) {
        Optional<Problem> problem = VCS.matcher(text).matches() ? ofRepository() : ofFile();
        if (problem.isPresent()) {
            throw UserException.of("`" + PathText.shown(Credentials.redact(shown)) + "` cannot be packaged (" + location
                            + "): " + problem.get().why())
                    .hint(problem.get().hint());
        }
    }

    private record Problem(String why, String hint) {}

    private Optional<Problem> ofRepository() {
        if (RevisionReference.parse(text).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                text.startsWith("git@") || text.startsWith("git+git@")
                        ? new Problem(
                                "it is the address of a repository, not a URL",
                                "write it as a URL: `git+ssh://` before it, and a `/` after its host")
                        : new Problem(
                                "only repositories of Git and Mercurial are supported",
                                "build a wheel of it, and declare the path or URL of that file, or upload it to an index"));
    }

    private Optional<Problem> ofFile() {
        if (!isSource()) {
            return wheelProject().isPresent()
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            "its file name is not a valid wheel name", "restore the name that its build gave it"));
        }
        boolean isPage = text.toLowerCase(Locale.ROOT).startsWith("http")
                && isUrl()
                && !ARCHIVE.matcher(path).matches();
        return isPage
                ? Optional.of(new Problem(
                        "it is a page, not a wheel or an archive",
                        "declare the URL of a file; of a Git repository, write `git+` before its URL"))
                : Optional.empty();
    }
}
