package io.github.pywar.python.requirement;

import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Direct reference to source code whose project is not declared: only its metadata has the name.
 *
 * @param url of an archive, a folder or a revision; may contain credentials
 * @param extras the requested extras
 * @param location file and line, or the name of another source
 * @param hashes the allowed digests of its file, by algorithm; empty if none are declared
 */
public record UnnamedRequirement(
        String url, SortedSet<ExtraName> extras, SourceLocation location, Map<String, Set<String>> hashes) {

    public UnnamedRequirement {
        extras = Collections.unmodifiableSortedSet(new TreeSet<>(extras));
        hashes = Collections.unmodifiableMap(new TreeMap<>(hashes));
    }

    /** @return the requirement, with the name of its project */
    public DeclaredRequirement named(PackageName name) {
        return new DeclaredRequirement(Requirement.direct(name, extras, url, null), location, hashes);
    }

    /** @return the URL with the extras, without credentials */
    public String shown() {
        String requested = extras.isEmpty()
                ? ""
                : "[" + String.join(",", extras.stream().map(ExtraName::value).toList()) + "]";
        return Credentials.redact(url) + requested;
    }

    /** @return the reference and its location for messages, without credentials */
    @Override
    public String toString() {
        return "`" + shown() + "` (" + location + ")";
    }
}
