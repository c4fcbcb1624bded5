package io.github.pywar.python.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * URL of a repository, perhaps with a revision ({@code git+https://host/path@revision}).
 *
 * @param system the version control system: {@code git} or {@code hg}
 * @param url without system, revision, query and fragment; perhaps with credentials
 * @param revision the part after the last {@code @} of the path
 */
record RepositoryUrl(String system, URI url, Optional<String> revision) {

    private static final Map<String, Set<String>> PROTOCOLS = Map.of(
            "git", Set.of("https", "http", "ssh", "git", "file"),
            "hg", Set.of("https", "http", "ssh", "file"));

    /** Characters that no branch or tag has, and those that programs treat specially. */
    private static final Pattern INVALID_REVISION =
            Pattern.compile("^[-.@:/]|[\\x00-\\x20\\x7f~^:?*\\[\\\\]|\\.\\.|@\\{|//|[/.]$|\\.lock$");

    private static final int LONGEST_REVISION = 250;

    /** @throws UserException if the system, the protocol or the revision is not allowed */
    static RepositoryUrl parse(URI uri) {
        String[] scheme =
                uri.getScheme() == null ? new String[0] : uri.getScheme().split("\\+", 2);
        if (scheme.length < 2 || !PROTOCOLS.containsKey(scheme[0])) {
            throw unusable(uri, "only `git+` and `hg+` URLs are supported");
        }
        if (!PROTOCOLS.get(scheme[0]).contains(scheme[1])) {
            throw unusable(uri, "the protocol `" + scheme[1] + "` is not allowed");
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        if (path.length() < 2 || host.startsWith("-") || authority.startsWith("-") || path.startsWith("/-")) {
            throw unusable(uri, "it is not the URL of a repository");
        }
        int at = path.lastIndexOf('@');
        Optional<String> revision = at < 0 ? Optional.empty() : Optional.of(decoded(uri, path.substring(at + 1)));
        URI plain = URI.create(scheme[1] + "://" + authority + (at < 0 ? path : path.substring(0, at)));
        return new RepositoryUrl(scheme[0], plain, revision.map(RepositoryUrl::checked));
    }

    private static String decoded(URI uri, String revision) {
        try {
            return URI.create("x:/-/" + revision).getPath().substring("/-/".length());
        } catch (IllegalArgumentException e) {
            throw unusable(uri, "its revision is not valid");
        }
    }

    /** @throws UserException if the revision cannot be the name of a branch, a tag or a commit */
    static String checked(String revision) {
        if (revision.isEmpty()
                || revision.length() > LONGEST_REVISION
                || INVALID_REVISION.matcher(revision).find()) {
            throw UserException.of("`" + shownRevision(revision) + "` is not a revision")
                    .hint("use the name of a branch or a tag, or the id of a commit");
        }
        return revision;
    }

    private static String shownRevision(String revision) {
        return io.github.pywar.base.file.PathText.shown(
                revision.substring(0, Math.min(revision.length(), LONGEST_REVISION)));
    }

    private static UserException unusable(URI uri, String why) {
        return UserException.of("Cannot read `" + Credentials.redact(uri.toString()) + "`: " + why);
    }

    /** @return the URL without credentials; the user of an ssh URL is not a secret */
    URI withoutSecrets() {
        return "ssh".equals(url.getScheme()) && !hasPassword() ? url : Credentials.withoutUserInfo(url);
    }

    private boolean hasPassword() {
        return url.getRawUserInfo() != null && url.getRawUserInfo().contains(":");
    }

    /** @return the URL for messages */
    @Override
    public String toString() {
        return system + "+" + withoutSecrets();
    }
}
