package io.github.pywar.app.spec;

import io.github.pywar.base.error.UserException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Object reference of an application, in the notation of servers: {@code module:attr.sub}, or {@code
 * module:create_app()} for a factory function.
 *
 * <pre>
 * reference = dotted ":" dotted [ "()" ]
 * dotted    = name *( "." name )
 * name      = ( letter / "_" ) *( letter / digit / "_" )
 * </pre>
 *
 * @param module dotted name of the module
 * @param attribute of the module, dotted for a nested object
 * @param factory whether the object is called without arguments to create the application
 * @param protocol how servers call the application
 */
public record ObjectReference(String module, String attribute, boolean factory, Protocol protocol) {

    private static final String DOTTED = "[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*+";
    private static final Pattern FORM = Pattern.compile("(" + DOTTED + "):(" + DOTTED + ")(\\(\\))?");

    /**
     * Parses a reference.
     *
     * @throws UserException if the text does not match the grammar
     */
    public static ObjectReference parse(String text, Protocol protocol) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw malformed(text.strip());
        }
        return new ObjectReference(form.group(1), form.group(2), form.group(3) != null, protocol);
    }

    /** Returns the files of which one must exist, relative to the source directory. */
    public List<String> files() {
        String path = module.replace('.', '/');
        return List.of(path + ".py", path + "/__init__.py");
    }

    @Override
    public String toString() {
        return module + ":" + attribute + (factory ? "()" : "");
    }

    private static UserException malformed(String text) {
        if (text.isEmpty()) {
            return UserException.of("`<application>` is empty").hint(proposal(text));
        }
        return UserException.of(
                        "`" + text + "` does not name an application: " + fault(text) + "\n    from: <application>")
                .hint(proposal(text));
    }

    private static String fault(String text) {
        if (text.contains("/") || text.endsWith(".py")) {
            return "a module is written with dots, without `.py`";
        }
        if (!text.contains(":")) {
            return "the attribute after `:` is missing";
        }
        return text.contains("(")
                ? "a factory is called without arguments, as in `create_app()`"
                : "it is not `module:attribute`";
    }

    private static String proposal(String text) {
        String module =
                text.replaceFirst("[:(].*", "").replaceFirst("\\.py$", "").replace('/', '.');
        String shown = module.matches(DOTTED) ? module : "shop.wsgi";
        boolean called = text.contains("(");
        return "write <application>" + shown + (called ? ":create_app()" : ":application") + "</application>";
    }
}
