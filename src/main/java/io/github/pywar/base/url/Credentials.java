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
 * Which credential is for which place. A place is a URL prefix ({@code https://host/simple/}) or a host; of several
 * that fit, the longest path wins, and among equals the one added first.
 */
public final class Credentials {

    /** Knows none. */
    public static final Credentials NONE = new Credentials(List.of(), List.of());

    // what stands between "//" and the last "@" before the path; "#" and "?" are in passwords that nobody encoded
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)([^\\s/?#:`'\"<>]*)(:?)([^\\s/`'\"<>]*)@");

    // a password with a "/" makes what stands before it look like a host: a short name, perhaps with what looks like a
    // port
    private static final Pattern LIKE_A_HOST =
            Pattern.compile("(?<=://)(?!localhost[:/])[^\\s/?#:.@`'\"<>\\[]+(:[^\\s/@`'\"<>]*)?/[^\\s`'\"<>]*@");

    // keys and signatures of storage, mostly
    private static final Pattern QUERY = Pattern.compile("(://[^\\s?#`'\"<>]*\\?)[^\\s#`'\"<>]+");

    private final List<Place> places;
    private final List<Place> hosts;

    private Credentials(List<Place> places, List<Place> hosts) {
        this.places = List.copyOf(places);
        this.hosts = List.copyOf(hosts);
    }

    /**
     * A credential for a URL.
     *
     * @param origin where it is configured, for messages; empty where that is not known
     */
    public record Found(Credential credential, Optional<String> origin) {}

    /** @return these and one more, for everything at or below that URL, and then for its whole host and port */
    public Credentials with(URI prefix, Credential credential) {
        return with(prefix, new Found(credential, Optional.empty()));
    }

    /** @return these and one more, with the place where it is configured */
    public Credentials with(URI prefix, Found credential) {
        List<Place> more = new ArrayList<>(places);
        more.add(new Place(withoutUserInfo(prefix), credential));
        return new Credentials(more, hosts);
    }

    /** @return these and one more for every URL of a host, on any port, where no URL prefix on that host fits */
    public Credentials withHost(String host, Found credential) {
        List<Place> more = new ArrayList<>(hosts);
        try {
            more.add(new Place(new URI("any://" + host), credential));
        } catch (URISyntaxException e) {
            return this; // no URL has such a host
        }
        return new Credentials(places, more);
    }

    /** @return the other's after these */
    public Credentials and(Credentials other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        List<Place> allPlaces = new ArrayList<>(places);
        allPlaces.addAll(other.places);
        List<Place> allHosts = new ArrayList<>(hosts);
        allHosts.addAll(other.hosts);
        return new Credentials(allPlaces, allHosts);
    }

    /** @return whether no place has any */
    public boolean isEmpty() {
        return places.isEmpty() && hosts.isEmpty();
    }

    /** @return what to send to that URL, if anything */
    public Optional<Credential> find(URI uri) {
        return search(uri).map(Found::credential);
    }

    /** @return where that is configured, for messages, where it is known */
    public Optional<String> origin(URI uri) {
        return search(uri).flatMap(Found::origin);
    }

    private Optional<Found> search(URI uri) {
        Optional<Place> byPrefix = places.stream()
                .filter(place -> place.isAbove(uri))
                .max(Comparator.comparingInt(Place::depth)
                        .thenComparing(Comparator.comparingInt(places::indexOf).reversed()));
        return byPrefix.or(() ->
                        places.stream().filter(place -> place.hasOriginOf(uri)).findFirst())
                .or(() -> hosts.stream().filter(place -> place.hasHostOf(uri)).findFirst())
                .map(Place::credential);
    }

    /** @return the URL without user and password */
    public static URI withoutUserInfo(URI uri) {
        String authority = uri.getRawAuthority();
        if (authority == null || !authority.contains("@")) {
            return uri;
        }
        // from its parts: the text of a resolved URL may have its authority in another form, without an empty port
        String text = (uri.getScheme() == null ? "" : uri.getScheme() + ":") + "//"
                + authority.substring(authority.lastIndexOf('@') + 1)
                + (uri.getRawPath() == null ? "" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                + (uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment());
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no URL: " + redact(text), e);
        }
    }

    /**
     * @return the text, with four stars for each password and token of a URL; the query of a URL is replaced too
     */
    public static String redact(String text) {
        String bare = text.contains("://") ? QUERY.matcher(text).replaceAll("$1****") : text;
        return USER_INFO
                .matcher(LIKE_A_HOST.matcher(bare).replaceAll("****@"))
                .replaceAll(found -> Matcher.quoteReplacement(stars(found)));
    }

    /** What is hidden already stays as long as it is, because a caret may point behind it; and so do hints. */
    private static String stars(MatchResult found) {
        if (found.group().matches("\\*+@|USER:PASSWORD@")) {
            return found.group();
        }
        return found.group(2).isEmpty() ? "****@" : found.group(1) + ":****@";
    }

    /** @return the URL as a file that others read may have it: without user, password, query and fragment */
    public static URI bare(URI uri) {
        URI bare = withoutUserInfo(uri);
        String text = bare.toString();
        int end = bare.getRawQuery() == null ? text.indexOf('#') : text.indexOf('?');
        return end < 0 ? bare : URI.create(text.substring(0, end));
    }

    @Override
    public String toString() {
        return places.size() + hosts.size() + " credentials";
    }

    private record Place(URI prefix, Found credential) {

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
