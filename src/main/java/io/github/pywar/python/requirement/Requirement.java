package io.github.pywar.python.requirement;

import io.github.pywar.base.text.SyntaxException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.VersionSpecifiers;
import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A requirement ("Dependency specifiers"): {@code flask[async]>=3,<4; python_version >= "3.9"} or {@code name @ URL}.
 * Names are in normal form. Two requirements are equal if their normal texts are equal.
 */
public final class Requirement {

    /** The credentials of a URL, also of version control; the user {@code git} is not a secret. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)(?!git@)[^/?#]*@");

    private final PackageName name;
    private final SortedSet<ExtraName> extras;
    private final VersionSpecifiers specifiers;
    private final String url;
    private final Marker marker;

    /**
     * @param url the URL of a direct reference, or null; with a URL there are no specifiers
     * @param marker the condition, or null for none
     */
    Requirement(
            PackageName name, Collection<ExtraName> extras, VersionSpecifiers specifiers, String url, Marker marker) {
        this.name = name;
        this.extras = Collections.unmodifiableSortedSet(new TreeSet<>(extras));
        this.specifiers = specifiers;
        this.url = url;
        this.marker = marker;
    }

    /**
     * Returns a requirement with a direct reference.
     *
     * @param url the URL of the distribution file
     * @param marker the condition, or null for none
     */
    public static Requirement direct(PackageName name, Collection<ExtraName> extras, String url, Marker marker) {
        return new Requirement(name, extras, VersionSpecifiers.ANY, url, marker);
    }

    /**
     * Returns a requirement on versions.
     *
     * @param specifiers may have alternatives, which the text of a standard requirement cannot have
     * @param marker the condition, or null for none
     */
    public static Requirement versions(
            PackageName name, Collection<ExtraName> extras, VersionSpecifiers specifiers, Marker marker) {
        return new Requirement(name, extras, specifiers, null, marker);
    }

    /** @throws SyntaxException if the text is not a requirement; it marks the error */
    public static Requirement parse(String text) {
        return new RequirementParser(text).parse();
    }

    /** @return the required project */
    public PackageName name() {
        return name;
    }

    /** @return the requested extras, sorted */
    public SortedSet<ExtraName> extras() {
        return extras;
    }

    /** @return the version specifiers; none for a direct reference */
    public VersionSpecifiers specifiers() {
        return specifiers;
    }

    /** @return the URL of a direct reference as written; may contain credentials */
    public Optional<String> url() {
        return Optional.ofNullable(url);
    }

    /** @return the marker; empty if the requirement always applies */
    public Optional<Marker> marker() {
        return Optional.ofNullable(marker);
    }

    /** @return whether the marker holds in the environment, with these requested extras of the requiring project */
    public boolean appliesTo(MarkerEnvironment environment, Set<ExtraName> requestedExtras) {
        return marker == null || marker.evaluate(environment, requestedExtras);
    }

    /** @return a copy with another marker, or without one for null */
    public Requirement withMarker(Marker condition) {
        return new Requirement(name, extras, specifiers, url, condition);
    }

    /** @return the same, its URL without user, password and query: as a file that others read may have it */
    public Requirement withoutCredentials() {
        return new Requirement(name, extras, specifiers, url == null ? null : bare(url), marker);
    }

    private static String bare(String url) {
        Optional<URI> ofServer = UrlText.parse(url);
        if (ofServer.isPresent()) {
            return Credentials.bare(ofServer.get()) + fragment(ofServer.get());
        }
        String plain = USER_INFO.matcher(url).replaceFirst("");
        return plain.contains("://git@") ? plain : Credentials.redact(plain);
    }

    private static String fragment(URI uri) {
        return uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Requirement requirement
                && requirement.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /**
     * Returns the normal text, which parses to an equal requirement unless it has alternatives of versions. Its URL may
     * contain credentials.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name.value());
        if (!extras.isEmpty()) {
            text.append('[');
            for (ExtraName extra : extras) {
                text.append(extra.equals(extras.first()) ? "" : ",").append(extra.value());
            }
            text.append(']');
        }
        text.append(url == null ? specifiers.toString() : " @ " + url);
        if (marker != null) {
            text.append(url == null ? "; " : " ; ").append(marker);
        }
        return text.toString();
    }
}
