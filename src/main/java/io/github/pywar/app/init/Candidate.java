package io.github.pywar.app.init;

import io.github.pywar.app.spec.ObjectReference;

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

    /** Returns file and line. */
    String place() {
        return file.path() + ":" + line;
    }

    boolean isPlain() {
        return framework == Framework.WSGI || framework == Framework.ASGI;
    }

    /** Returns whether the attribute or a part of the module has a name that begins with an underscore. */
    boolean isPrivate() {
        return ("." + reference.module() + "." + reference.attribute()).contains("._");
    }

    /** Returns whether the module has the name that servers look for. */
    boolean isEntryModule() {
        return reference.module().matches("(.*\\.)?(wsgi|asgi)");
    }
}
