package io.github.pywar.app.init;

import io.github.pywar.app.spec.ObjectReference;
import java.util.regex.Pattern;

/**
 * Application object that a module of the project defines.
 *
 * @param reference as {@code <application>} names it
 * @param framework that creates it
 * @param file that defines it
 * @param line of the definition, from 1
 * @param root folder where imports start, see {@link ImportRoot}
 * @param factory name of the function of the project that creates it; empty if the framework itself does
 */
record Candidate(
        ObjectReference reference, Framework framework, SourceFile file, int line, String root, String factory) {

    private static final Pattern PRIVATE = Pattern.compile("(?:^|\\.)_(?!_\\w*+(?<=__)(?:\\.|$))");

    /** Returns file and line. */
    String place() {
        return file.path() + ":" + line;
    }

    boolean isPlain() {
        return framework == Framework.WSGI || framework == Framework.ASGI;
    }

    /**
     * Returns whether the attribute or a part of the module has a name that begins with an underscore. Names such as
     * {@code __main__} are not private.
     */
    boolean isPrivate() {
        return PRIVATE.matcher(reference.module() + "." + reference.attribute()).find();
    }

    /** Returns whether the module has the name that servers look for. */
    boolean isEntryModule() {
        return reference.module().matches("(.*\\.)?(wsgi|asgi)");
    }
}
