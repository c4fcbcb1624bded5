package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.index.IndexDeclaration;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.settings.Mirror;

/**
 * Mirrors in Maven's settings that replace an index. A mirror of everything ({@code *}) is for Maven's own repositories:
 * only a mirror that names the id of the index applies.
 */
record IndexMirrors(List<Mirror> mirrors) {

    /** Returns the index at its mirror, with the mirror's id; without a mirror, the index itself. */
    IndexDeclaration redirected(IndexDeclaration index) {
        return find(index.id())
                .map(mirror -> IndexDeclaration.of(mirror.getId(), url(mirror), index.saidBy())
                        .policy(index.policy())
                        .scope(index.scope())
                        .format(index.format()))
                .orElse(index);
    }

    /** Returns the mirror of the index with an id, if the index has no URL of its own. */
    Optional<IndexDeclaration> of(String id) {
        return find(id).map(mirror -> IndexDeclaration.of(mirror.getId(), url(mirror), "the " + from(mirror)));
    }

    private Optional<Mirror> find(String id) {
        Optional<Mirror> found =
                mirrors.stream().filter(mirror -> names(mirror, id)).findFirst();
        found.filter(IndexMirrors::isBlocked).ifPresent(mirror -> {
            throw UserException.of("Maven's settings block the index `" + id + "`\n    from: " + from(mirror)
                            + ", <blocked>true</blocked>")
                    .hint("use an index that the settings allow, or remove <blocked> from the mirror");
        });
        return found;
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
        return mirror.getMirrorOf() != null
                && Stream.of(mirror.getMirrorOf().split(",")).map(String::strip).anyMatch(id::equals);
    }

    private static URI url(Mirror mirror) {
        return ConfiguredUrl.parse(String.valueOf(mirror.getUrl()), from(mirror))
                .ofIndex("a mirror", mirror.getId());
    }

    private static String from(Mirror mirror) {
        return "<mirror> `" + mirror.getId() + "` in settings.xml";
    }
}
