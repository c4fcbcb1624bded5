package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.index.IndexDeclaration;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Mirror;

/**
 * Mirrors in Maven's settings that replace an index. A mirror of everything ({@code *}) is for Maven's own repositories:
 * only a mirror that names the id of the index applies.
 */
record IndexMirrors(List<Mirror> mirrors) {

    /** Returns the index at its mirror, with the mirror's id; without a mirror, the index itself. */
    IndexDeclaration redirected(IndexDeclaration index) {
        Optional<Mirror> found = find(index.id());
        if (found.isEmpty()) {
            return index;
        }
        Mirror mirror = found.get();
        return IndexDeclaration.of(mirror.getId(), url(mirror), index.origin())
                .policy(index.policy())
                .scope(index.scope())
                .format(index.format());
    }

    /** Returns the mirror of the index with an id, if the index has no URL of its own. */
    Optional<IndexDeclaration> of(String id) {
        Optional<Mirror> found = find(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Mirror mirror = found.get();
        return Optional.of(IndexDeclaration.of(mirror.getId(), url(mirror), "the " + from(mirror)));
    }

    private Optional<Mirror> find(String id) {
        for (Mirror mirror : mirrors) {
            if (names(mirror, id)) {
                checkAllowed(mirror, id);
                return Optional.of(mirror);
            }
        }
        return Optional.empty();
    }

    private static void checkAllowed(Mirror mirror, String id) {
        if (isBlocked(mirror)) {
            throw UserException.of("Maven's settings block the index `" + id + "`\n    from: " + from(mirror)
                            + ", <blocked>true</blocked>")
                    .hint("use an index that the settings allow, or remove <blocked> from the mirror");
        }
    }

    /** Maven has the element {@code <blocked>} since 3.8.1. */
    private static boolean isBlocked(Mirror mirror) {
        try {
            return mirror.isBlocked();
        } catch (NoSuchMethodError olderMaven) {
            return false;
        }
    }

    private static boolean names(Mirror mirror, String id) {
        String names = mirror.getMirrorOf() == null ? "" : mirror.getMirrorOf();
        for (String name : names.split(",")) {
            if (name.strip().equals(id)) {
                return true;
            }
        }
        return false;
    }

    private static URI url(Mirror mirror) {
        return ConfiguredUrl.parse(String.valueOf(mirror.getUrl()), from(mirror))
                .ofIndex("a mirror", mirror.getId());
    }

    private static String from(Mirror mirror) {
        return "<mirror> `" + mirror.getId() + "` in settings.xml";
    }
}
