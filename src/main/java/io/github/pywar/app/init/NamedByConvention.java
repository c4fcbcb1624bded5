package io.github.pywar.app.init;

import io.github.pywar.app.spec.Protocol;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Object that a call creates, and that servers find by convention: {@code application} of a module such as {@code wsgi},
 * or the result of Pyramid's {@code make_wsgi_app()}.
 *
 * @param name of the object
 * @param offset of the line in the code
 * @param kind Django if the module selects its settings, else only the interface is known
 */
record NamedByConvention(String name, int offset, Constructors.Kind kind) {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^(\\w++)[ \\t]*+(?::[^=\\n]++)?+=[ \\t]*+(\\w[\\w.]*+[ \\t]*+\\([^\\n]*+)$");
    private static final Pattern PYRAMID = Pattern.compile(".*\\.make_wsgi_app[ \\t]*+\\(.*");
    private static final String ENTRY = "(.*/)?(%s)(/__init__)?\\.py";

    /** Returns the objects of a module. */
    static Stream<NamedByConvention> of(SourceFile file) {
        String names = names(file);
        Constructors.Kind kind = kind(file);
        return ASSIGNMENT
                .matcher(file.code())
                .results()
                .filter(line -> line.group(1).matches(names)
                        || PYRAMID.matcher(line.group(2)).matches())
                .map(line -> new NamedByConvention(line.group(1), line.start(), kind));
    }

    private static boolean isEntry(SourceFile file, String modules) {
        return file.path().matches(ENTRY.formatted(modules));
    }

    /** Returns a pattern of the names that count in a module. */
    private static String names(SourceFile file) {
        if (isEntry(file, "wsgi|asgi")) {
            return "application|app";
        }
        return isEntry(file, "app|main") ? "application" : "";
    }

    private static Constructors.Kind kind(SourceFile file) {
        return Constructors.Kind.unknown(file, isEntry(file, "asgi") ? Protocol.ASGI : Protocol.WSGI);
    }
}
