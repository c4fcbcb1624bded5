package io.github.pywar.base.url;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Credentials by URL prefix ({@code https://host/simple/}) or host. Of several prefixes of a URL the one with the longest
 * path is used, and among equal ones the first one that was added.
 */
public final class Credentials {

    /** No credentials. */
    public static final Credentials NONE = new Credentials(List.of(), List.of());

    // from "//" to the last "@" before the path; passwords that are not encoded may have "#" and "?"
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)([^\\s/?#:`'\"<>]*)(:?)([^\\s/`'\"<>]*)@");

    // in a URL whose password has a "/", the text before it looks like a host: a short name, perhaps with a port
    private static final Pattern LIKE_A_HOST =
            Pattern.compile("(?<=://)(?!localhost[:/])[^\\s/?#:.@`'\"<>\\[]+(:[^\\s/@`'\"<>]*)?/[^\\s`'\"<>]*@");

    // either a password with "?", or a query with "@" behind a host: all of it may be secret
    private static final Pattern DOUBTFUL = Pattern.compile("(?<=://)[^\\s/?#@`'\"<>]*\\?[^\\s/`'\"<>]*@[^\\s`'\"<>]*");

    // mostly keys and signatures of storage services
    private static final Pattern QUERY = Pattern.compile("(://[^\\s?#`'\"<>]*\\?)[^\\s#`'\"<>]+");

    private final List<Scope> prefixes;
    private final List<Scope> hosts;

    private Credentials(List<Scope> prefixes, List<Scope> hosts) {
        this.prefixes = List.copyOf(prefixes);
        this.hosts = List.copyOf(hosts);
    }

    /**
     * Credential for a URL.
     *
     * @param origin where it is configured, for messages; empty if that is not known
     */
    public record Found(Credential credential, Optional<String> origin) {}

    /** @return these and one more, for all URLs with that prefix, and with lower priority for its host and port */
    public Credentials with(URI prefix, Credential credential) {
        return with(prefix, new Found(credential, Optional.empty()));
    }

    /** @return the same as {@link #with(URI, Credential)}, with the origin of the credential */
    public Credentials with(URI prefix, Found credential) {
        List<Scope> more = new ArrayList<>(prefixes);
        more.add(new Scope(withoutUserInfo(prefix), credential));
        return new Credentials(more, hosts);
    }

    /** @return these and one more for every URL of a host, on any port, that matches no prefix */
    public Credentials withHost(String host, Found credential) {
        List<Scope> more = new ArrayList<>(hosts);
        try {
            more.add(new Scope(new URI("any://" + host), credential));
        } catch (URISyntaxException e) {
            return this; // not a host of a URL
        }
        return new Credentials(prefixes, more);
    }

    /** @return these and the others, with lower priority */
    public Credentials and(Credentials other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        List<Scope> allPrefixes = new ArrayList<>(prefixes);
        allPrefixes.addAll(other.prefixes);
        List<Scope> allHosts = new ArrayList<>(hosts);
        allHosts.addAll(other.hosts);
        return new Credentials(allPrefixes, allHosts);
    }

    /** @return whether there are no credentials */
    public boolean isEmpty() {
        return prefixes.isEmpty() && hosts.isEmpty();
    }

    /** @return the credential for that URL, if any */
    public Optional<Credential> find(URI uri) {
        return search(uri).map(Found::credential);
    }

    /** @return the origin of the credential for that URL, if it is known */
    public Optional<String> origin(URI uri) {
        return search(uri).flatMap(Found::origin);
    }

    private Optional<Found> search(URI uri) {
        Optional<Scope> byPrefix = prefixes.stream()
                .filter(scope -> scope.isAbove(uri))
                .max(Comparator.comparingInt(Scope::depth)
                        .thenComparing(
                                Comparator.comparingInt(prefixes::indexOf).reversed()));
        return byPrefix.or(() -> prefixes.stream()
                        .filter(scope -> scope.hasOriginOf(uri))
                        .findFirst())
                .or(() -> hosts.stream().filter(scope -> scope.hasHostOf(uri)).findFirst())
                .map(Scope::credential);
    }

    /** @return the URL without user and password */
    public static URI withoutUserInfo(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority == null || !authority.contains("@")) {
            return uri;
        }
        // from the parts: the text of a resolved URL may have another form of the authority, without an empty port
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String text = (uri.getScheme() == null ? "" : uri.getScheme() + ":") + "//"
                + host
                + (host.isEmpty() && path.isEmpty() ? "/" : path) // nothing after // is no URL
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                + (uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment());
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a URL: " + redact(text), e);
        }
    }

    /**
     * @return the text, with four stars for each password and token of a URL; the query of a URL is replaced too
     */
    public static String redact(String text) {
        if (!text.contains("://")) {
            return text;
        }
        String certain = DOUBTFUL.matcher(text).replaceAll("****");
        String bare = LIKE_A_HOST.matcher(hideQueries(certain)).replaceAll("****@");
        // queries again: in the text before, the password may hide where the query begins
        return hideQueries(hideUserInfo(bare));
    }

    private static String hideUserInfo(String text) {
        return USER_INFO.matcher(text).replaceAll(found -> Matcher.quoteReplacement(stars(found)));
    }

    private static String hideQueries(String text) {
        return QUERY.matcher(text).replaceAll("$1****");
    }

    /** Text that is already hidden keeps its length, because a caret may follow it; the text of hints stays, too. */
    private static String stars(MatchResult found) {
        if (found.group().matches("\\*+@|USER:PASSWORD@")) {
            return found.group();
        }
        return found.group(2).isEmpty() ? "****@" : found.group(1) + ":****@";
    }

    /** @return the URL for a published file: without user, password, query and fragment */
    public static URI bare(URI uri) {
        URI bare = withoutUserInfo(uri);
        String text = bare.toString();
        int end = bare.getRawQuery() == null ? text.indexOf('#') : text.indexOf('?');
        return end < 0 ? bare : URI.create(text.substring(0, end));
    }

    @Override
    public String toString() {
        return prefixes.size() + hosts.size() + " credentials";
    }

    private record Scope(URI prefix, Found credential) {

        boolean isAbove(URI uri) {
            return hasOriginOf(uri) && path(uri).startsWith(path(prefix));
        }

        boolean hasOriginOf(URI uri) {
            return Objects.equals(prefix.getScheme(), uri.getScheme()) && hasHostOf(uri) && port(prefix) == port(uri);
        }

        boolean hasHostOf(URI uri) {
            return prefix.getHost() != null && prefix.getHost().equalsIgnoreCase(uri.getHost());
        }

        int depth() {
            return path(prefix).length();
        }

        private static String path(URI uri) {
            String path = uri.getRawPath() == null ? "" : uri.getRawPath();
            return path.endsWith("/") ? path : path + "/";
        }

        private static int port(URI uri) {
            return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        }
    }
}
