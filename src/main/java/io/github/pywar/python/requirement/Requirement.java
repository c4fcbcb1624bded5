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
import java.util.stream.Collectors;

/**
 * One project asked for ("Dependency specifiers"): {@code flask[async]>=3,<4; python_version >= "3.9"} or
 * {@code name @ URL}. Names are in normal form; two requirements are equal when their normal texts are.
 */
public final class Requirement {

    /** Of version control too, where the user {@code git} is nobody's secret. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)(?!git@)[^/?#]*@");

    private final PackageName name;
    private final SortedSet<ExtraName> extras;
    private final VersionSpecifiers specifiers;
    private final String url;
    private final Marker marker;

    /**
     * @param url where a direct reference points, or null; then there are no specifiers
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
     * Returns a requirement that a direct reference satisfies.
     *
     * @param url the URL of the distribution file
     * @param marker the condition, or null for none
     */
    public static Requirement direct(PackageName name, Collection<ExtraName> extras, String url, Marker marker) {
        return new Requirement(name, extras, VersionSpecifiers.ANY, url, marker);
    }

    /** @throws SyntaxException where the text is no requirement; it points at the place */
    public static Requirement parse(String text) {
        return new RequirementReader(text).read();
    }

    /** @return the project asked for */
    public PackageName name() {
        return name;
    }

    /** @return the extras asked for, sorted */
    public SortedSet<ExtraName> extras() {
        return extras;
    }

    /** @return the versions that fit; any for a direct reference */
    public VersionSpecifiers specifiers() {
        return specifiers;
    }

    /** @return where a direct reference points, as written: may hold credentials */
    public Optional<String> url() {
        return Optional.ofNullable(url);
    }

    /** @return the condition under which the requirement counts */
    public Optional<Marker> marker() {
        return Optional.ofNullable(marker);
    }

    /** @return whether it counts in that environment, with those extras of the requiring project asked for */
    public boolean appliesTo(MarkerEnvironment environment, Set<ExtraName> asked) {
        return marker == null || marker.evaluate(environment, asked);
    }

    /** @return the same with another condition, or with none for null */
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

    /** @return the normal text, which reads back to an equal requirement; its URL may hold credentials */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name.value());
        if (!extras.isEmpty()) {
            text.append(extras.stream().map(ExtraName::value).collect(Collectors.joining(",", "[", "]")));
        }
        text.append(url == null ? specifiers.toString() : " @ " + url);
        if (marker != null) {
            text.append(url == null ? "; " : " ; ").append(marker);
        }
        return text.toString();
    }
}
