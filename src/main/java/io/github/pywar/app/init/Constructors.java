package io.github.pywar.app.init;

import io.github.pywar.app.spec.Protocol;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names with which a module calls the constructors of applications: {@code Flask}, {@code flask.Flask}, or those that
 * {@code as} declares.
 *
 * @param names dotted names of the module
 */
record Constructors(Map<String, Kind> names) {

    private static final Pattern FROM =
            Pattern.compile("(?m)^[ \\t]*from[ \\t]+([\\w.]+)[ \\t]+import[ \\t]+(\\([^)]*\\)|[^\\n]+)");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^[ \\t]*import[ \\t]+([\\w.]+)(?:[ \\t]+as[ \\t]+(\\w+))?");
    private static final Pattern ITEM = Pattern.compile("(\\w+)(?:\\s+as\\s+(\\w+))?");

    /**
     * Kind of an application.
     *
     * @param module that has the constructor
     * @param name of the constructor
     */
    record Kind(String module, String name, Framework framework, Protocol protocol) {

        /** Returns the kind of an application whose constructor is not known: Django, if its module selects settings. */
        static Kind unknown(SourceFile file, Protocol protocol) {
            Framework plain = protocol == Protocol.ASGI ? Framework.ASGI : Framework.WSGI;
            boolean isDjango = DjangoSettings.selectedBy(file).isPresent();
            return new Kind("", "", isDjango ? Framework.DJANGO : plain, protocol);
        }
    }

    /** Names that classes of other modules have as well. */
    private static final Set<String> COMMON = Set.of("App", "Bottle");

    private static final List<Kind> KNOWN = List.of(
            new Kind("django.core.wsgi", "get_wsgi_application", Framework.DJANGO, Protocol.WSGI),
            new Kind("django.core.asgi", "get_asgi_application", Framework.DJANGO, Protocol.ASGI),
            new Kind("channels.routing", "ProtocolTypeRouter", Framework.DJANGO, Protocol.ASGI),
            new Kind("flask", "Flask", Framework.FLASK, Protocol.WSGI),
            new Kind("fastapi", "FastAPI", Framework.FASTAPI, Protocol.ASGI),
            new Kind("starlette.applications", "Starlette", Framework.STARLETTE, Protocol.ASGI),
            new Kind("quart", "Quart", Framework.ASGI, Protocol.ASGI),
            new Kind("litestar", "Litestar", Framework.ASGI, Protocol.ASGI),
            new Kind("falcon.asgi", "App", Framework.ASGI, Protocol.ASGI),
            new Kind("falcon", "App", Framework.WSGI, Protocol.WSGI),
            new Kind("bottle", "Bottle", Framework.WSGI, Protocol.WSGI));

    /** Reads the imports of a module, also those in its functions. */
    static Constructors of(SourceFile file) {
        Map<String, Kind> names = new HashMap<>();
        FROM.matcher(file.code())
                .results()
                .forEach(line -> ITEM.matcher(line.group(2))
                        .results()
                        .forEach(item -> kind(line.group(1), item.group(1))
                                .ifPresent(kind ->
                                        names.put(item.group(2) == null ? item.group(1) : item.group(2), kind))));
        IMPORT.matcher(file.code())
                .results()
                .forEach(line -> KNOWN.stream()
                        .filter(kind -> kind.module().equals(line.group(1)))
                        .forEach(kind -> names.put(
                                (line.group(2) == null ? line.group(1) : line.group(2)) + "." + kind.name(), kind)));
        return new Constructors(names);
    }

    /** Returns the kind of a name. A module can also import a distinctive name from another one than its own. */
    private static Optional<Kind> kind(String module, String name) {
        return KNOWN.stream()
                .filter(kind -> kind.name().equals(name))
                .filter(kind -> kind.module().equals(module) || !COMMON.contains(name))
                .findFirst();
    }

    /** Returns the kind of application that the dotted name creates. */
    Optional<Kind> get(String name) {
        return Optional.ofNullable(names.get(name));
    }
}
