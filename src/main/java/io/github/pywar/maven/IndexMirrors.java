package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.index.IndexDeclaration;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.settings.Mirror;

/**
 * Where Maven's settings send a build instead of to an index. A mirror of everything means Maven's own repositories: only
 * one that names the index is meant.
 */
record IndexMirrors(List<Mirror> mirrors) {

    /** @return the index at the mirror that names it, under the mirror's id; else the index itself */
    IndexDeclaration redirected(IndexDeclaration index) {
        return find(index.id())
                .map(mirror -> IndexDeclaration.of(mirror.getId(), url(mirror), index.origin())
                        .policy(index.policy())
                        .scope(index.scope())
                        .format(index.format()))
                .orElse(index);
    }

    /** @return the mirror that names the index of that id, wherever that one would be */
    Optional<IndexDeclaration> of(String id) {
        return find(id).map(mirror -> IndexDeclaration.of(
                mirror.getId(), url(mirror), "the <mirror> `" + mirror.getId() + "` in settings.xml"));
    }

    private Optional<Mirror> find(String id) {
        Optional<Mirror> found =
                mirrors.stream().filter(mirror -> names(mirror, id)).findFirst();
        found.filter(IndexMirrors::isBlocked).ifPresent(mirror -> {
            throw UserException.of("The index `" + id + "` is blocked by the settings of Maven"
                            + "\n    from: <mirror> `" + mirror.getId() + "` in settings.xml, <blocked>true</blocked>")
                    .hint("use an index that the settings allow, or ask who maintains them");
        });
        return found;
    }

    /** Maven has the element since 3.8.1. */
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
        String from = "\n    from: <mirror> `" + mirror.getId() + "` in settings.xml";
        String text = String.valueOf(mirror.getUrl());
        URI url = UrlText.parse(text)
                .orElseThrow(() -> UserException.of("`" + UrlText.shown(text) + "` is no URL of an index" + from));
        if (Credential.of(url).isPresent()) {
            throw UserException.of("The URL of a mirror has a user or a password in it" + from)
                    .hint("move them, where they can be encrypted too: <server><id>" + mirror.getId()
                            + "</id><username>...</username><password>...</password></server>");
        }
        return url;
    }
}
