package io.github.pywar.app.audit;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Package URL (ECMA-427) in a document of another tool. Qualifiers and subpath are ignored.
 *
 * @param type in lower case, for example {@code pypi}
 * @param namespace empty if there is none
 * @param version empty if it stands for all versions
 */
record PackageUrlText(String type, String namespace, String name, Optional<String> version) {

    private static final Pattern URL =
            Pattern.compile("pkg:/*+([A-Za-z0-9.+-]++)/((?:[^/@?#]++/)*+)([^/@?#]++)(?:@([^?#]++))?(?:[?#].*+)?");

    /** Parses a package URL; empty if the text is none. */
    static Optional<PackageUrlText> parse(String text) {
        Matcher url = URL.matcher(text);
        if (text.length() > 1_000 || !url.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PackageUrlText(
                    url.group(1).toLowerCase(java.util.Locale.ROOT),
                    decoded(url.group(2).replaceFirst("/$", "")),
                    decoded(url.group(3)),
                    Optional.ofNullable(url.group(4)).map(PackageUrlText::decoded)));
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Returns the name of a Python package. */
    Optional<PackageName> python() {
        return type.equals("pypi") && namespace.isEmpty() ? PackageName.tryParse(name) : Optional.empty();
    }

    /** Returns whether it means this Python package. */
    boolean isOf(AuditedPackage one) {
        return python().filter(one.name()::equals).isPresent()
                && (version.isEmpty()
                        || version.flatMap(Version::tryParse)
                                .filter(own -> own.equals(one.version())
                                        || own.equals(one.version().publicVersion()))
                                .isPresent());
    }

    /** Returns whether it means the same package, or all versions of it. */
    boolean includes(PackageUrlText other) {
        return type.equals(other.type)
                && namespace.equals(other.namespace)
                && name.equals(other.name)
                && (version.isEmpty() || version.equals(other.version));
    }
}
