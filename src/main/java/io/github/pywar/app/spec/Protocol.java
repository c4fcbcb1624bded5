package io.github.pywar.app.spec;

import io.github.pywar.base.error.UserException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How servers call an application; a POM and a manifest call it {@code interface}. */
public enum Protocol {
    /** One call, one reply (PEP 3333): Flask, Django. */
    WSGI("waitress", "gunicorn", "cheroot"),
    /** Coroutines, with WebSockets and a life span: FastAPI, Starlette, Django's other side. */
    ASGI("uvicorn", "gunicorn");

    private final List<String> servers;

    Protocol(String... servers) {
        this.servers = List.of(servers);
    }

    /** @throws UserException where the text is none of them */
    public static Protocol parse(String text) {
        return Stream.of(values())
                .filter(one -> one.toString().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> UserException.of("`" + text.strip()
                                + "` is no interface between servers and applications\n    from: <interface>")
                        .hint("write `wsgi` for Flask or Django, `asgi` for FastAPI or Starlette"));
    }

    /** @return the projects that {@code serve} can start, the best one first */
    public List<String> servers() {
        return servers;
    }

    /** @return whether an application that requires it needs no other server; gunicorn alone serves no ASGI well */
    boolean isServedBy(String project) {
        return this == ASGI ? project.equals(servers.get(0)) : servers.contains(project);
    }

    /** @return the other one, where only that one is served by this project */
    Optional<Protocol> foreign(String project) {
        return Stream.of(values())
                .filter(other -> other.servers.contains(project) && !servers.contains(project))
                .findFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
