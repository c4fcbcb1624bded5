package io.github.pywar.app.init;

import io.github.pywar.app.spec.Protocol;
import io.github.pywar.base.error.UserException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Frameworks that {@code init} recognizes. */
public enum Framework {
    /** Django, with its settings module and hooks. */
    DJANGO("Django", Protocol.WSGI, "wsgi:application"),
    /** Flask. */
    FLASK("Flask", Protocol.WSGI, "app:app"),
    /** FastAPI. */
    FASTAPI("FastAPI", Protocol.ASGI, "main:app"),
    /** A function that servers call, without a framework. */
    WSGI("plain WSGI", Protocol.WSGI, "app:application"),
    /** Starlette; there is no template for it. */
    STARLETTE("Starlette", Protocol.ASGI, ""),
    /** Any other ASGI application; there is no template for it. */
    ASGI("ASGI", Protocol.ASGI, "");

    private final String label;
    private final Protocol protocol;
    private final String entry;

    Framework(String label, Protocol protocol, String entry) {
        this.label = label;
        this.protocol = protocol;
        this.entry = entry;
    }

    /**
     * Parses the name of a framework that has a template.
     *
     * @throws UserException if there is none
     */
    public static Framework parse(String text) {
        return withTemplate()
                .filter(one -> one.key().equals(text.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> UserException.of(
                                "There is no template for the framework `" + text.strip() + "`\n    known: "
                                        + withTemplate().map(Framework::key).collect(Collectors.joining(", ")))
                        .hint("write one of them, or run `init` in the folder of an existing project"));
    }

    private static Stream<Framework> withTemplate() {
        return Stream.of(values()).filter(one -> !one.entry.isEmpty());
    }

    /** Returns its name in properties and folders. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns its name in messages. */
    String label() {
        return label;
    }

    Protocol protocol() {
        return protocol;
    }

    /** Returns the application of the template, below its package: {@code app:app}. */
    String entry() {
        return entry;
    }

    /** Returns the requirement that the application has at least; empty for a plain application. */
    Optional<String> requirement() {
        return this == WSGI || this == ASGI ? Optional.empty() : Optional.of(key());
    }
}
