package io.github.pywar.app.kubernetes;

import io.github.pywar.base.error.UserException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a container image.
 *
 * @param name with the registry, for example {@code registry.example.org/team/shop}
 * @param tag null if there is none
 * @param digest with its algorithm; null if there is none
 */
record ImageReference(String name, String tag, String digest) {

    private static final Pattern FORM =
            Pattern.compile("([a-z0-9][a-z0-9._/:-]*?[a-z0-9])(?::([\\w][\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

    /** @throws UserException if the text is no name of an image */
    static ImageReference parse(String text) {
        Matcher found = FORM.matcher(text);
        if (text.length() > 500 || !found.matches()) {
            throw UserException.of("`" + text + "` is not the name of an image\n    from: <imageName>")
                    .hint("write it in lower case, with a registry and a tag: registry.example.org/team/shop:1.0.0");
        }
        return new ImageReference(found.group(1), found.group(2), found.group(3));
    }

    /** Returns whether the name begins with a registry, as container runtimes read it: a host with a dot or a port. */
    boolean hasRegistry() {
        String first = name.substring(0, Math.max(0, name.indexOf('/')));
        return first.contains(".") || first.contains(":") || first.equals("localhost");
    }

    /** Returns the entry of {@code images} in a kustomization that replaces the image {@code shortName}. */
    Map<String, Object> replacing(String shortName) {
        return YamlText.map(
                "name", shortName, "newName", name, "newTag", digest == null ? tag : null, "digest", digest);
    }
}
