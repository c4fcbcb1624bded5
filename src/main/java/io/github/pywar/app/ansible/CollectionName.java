package io.github.pywar.app.ansible;

import io.github.pywar.base.error.UserException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Name of an Ansible collection, for example {@code com_example.shop}. */
public record CollectionName(String namespace, String name) {

    private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9_]+");

    /**
     * Returns the declared name. A part that is not declared is derived from the Maven coordinates.
     *
     * @throws UserException if a part is not a name that Ansible accepts
     */
    public static CollectionName of(
            Optional<String> namespace, Optional<String> name, String groupId, String artifactId) {
        return new CollectionName(
                checked(namespace.orElseGet(() -> derived(groupId)), "ansibleNamespace", "com_example"),
                checked(name.orElseGet(() -> derived(artifactId)), "ansibleName", "shop"));
    }

    private static String derived(String coordinate) {
        return coordinate.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[^a-z]+|_$", "");
    }

    private static String checked(String part, String element, String example) {
        if (VALID.matcher(part).matches()) {
            return part;
        }
        throw UserException.of("`" + part + "` is not a valid name of an Ansible collection\n    from: <" + element
                        + ">, or the Maven coordinates")
                .hint("use two or more lower-case letters, digits and `_`, the first one a letter: <" + element + ">"
                        + example + "</" + element + ">");
    }

    @Override
    public String toString() {
        return namespace + "." + name;
    }
}
