package io.github.pywar.app.spec;

import io.github.pywar.base.error.UserException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Interface between servers and applications. Its POM element and its manifest key are {@code interface}. */
public enum Protocol {
    /** One call for each request (PEP 3333): Flask, Django. */
    WSGI("waitress", "gunicorn", "cheroot", "granian"),
    /** Coroutines, with WebSockets and lifespan events: FastAPI, Starlette, Django's ASGI handler. */
    ASGI("uvicorn", "gunicorn", "granian");

    private static final String GUNICORN = "gunicorn";

    private final List<String> servers;

    Protocol(String... servers) {
        this.servers = List.of(servers);
    }

    /**
     * Parses the name of an interface.
     *
     * @throws UserException if it is unknown
     */
    public static Protocol parse(String text) {
        for (Protocol one : values()) {
            if (one.toString().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        throw UserException.of("`" + text.strip()
                        + "` is not an interface between servers and applications\n    from: <interface>")
                .hint("write `wsgi` for Flask or Django, `asgi` for FastAPI or Starlette");
    }

    /** Returns the packages that {@code serve} can start, the preferred one first. */
    public List<String> servers() {
        return servers;
    }

    /** Returns whether a package is enough as a server. For ASGI, gunicorn alone is not: versions before 24 need uvicorn. */
    boolean isServedBy(String project) {
        return servers.contains(project) && !(this == ASGI && project.equals(GUNICORN));
    }

    /** Returns the other interface if the package serves only that one. */
    Optional<Protocol> foreign(String project) {
        for (Protocol other : values()) {
            if (other.servers.contains(project) && !servers.contains(project)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
