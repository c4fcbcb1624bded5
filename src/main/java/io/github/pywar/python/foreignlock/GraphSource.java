package io.github.pywar.python.foreignlock;

import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import java.net.URI;
import java.util.Optional;

/**
 * Origin of a locked package.
 *
 * @param kind of origin
 * @param location a URL, or a path relative to the folder of the lock; of an index it is informative
 * @param commit of a repository; else empty
 * @param subdirectory of the project in it; empty for none
 */
record GraphSource(Kind kind, String location, String commit, String subdirectory) {

    /** Kind of origin. */
    enum Kind {
        INDEX,
        GIT,
        URL,
        FILE,
        FOLDER
    }

    GraphSource(Kind kind, String location) {
        this(kind, location, "", "");
    }

    static GraphSource index(String url) {
        return new GraphSource(Kind.INDEX, url);
    }

    boolean isIndex() {
        return kind == Kind.INDEX;
    }

    /** Returns the URL of the index, if the lock has it; Pipenv has a name only. */
    Optional<URI> index() {
        return isIndex() ? UrlText.parse(location).map(Credentials::withoutUserInfo) : Optional.empty();
    }

    /** Returns whether it is the folder of the lock itself. */
    boolean isProject() {
        return kind == Kind.FOLDER && (location.isEmpty() || location.equals(".") || location.equals("./"));
    }
}
