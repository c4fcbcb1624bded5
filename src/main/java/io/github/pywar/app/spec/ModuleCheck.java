package io.github.pywar.app.spec;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for the entry's module, and for modules that would hide others, without running Python. */
public final class ModuleCheck {

    private static final int PROPOSALS = 3;

    private final FileTree application;
    private final FileTree libraries;

    /**
     * @param application the files below {@code app/}, without that folder
     * @param libraries the files below {@code site-packages/}, without that folder
     */
    public ModuleCheck(FileTree application, FileTree libraries) {
        this.application = application;
        this.libraries = libraries;
    }

    /**
     * Warns of the application's modules that have the name of another one.
     *
     * @param minor the 11 of Python 3.11
     * @throws UserException where neither the application nor a library has the entry's module
     */
    public void run(EntryPoint entry, int minor, Progress progress) {
        Modules own = Modules.of(application);
        Modules foreign = Modules.of(libraries);
        if (!own.has(entry.module()) && !foreign.has(entry.module())) {
            throw missing(entry, own);
        }
        Set<String> standard = StandardLibrary.modules(minor);
        for (String module : own.topLevel()) {
            if (standard.contains(module)) {
                progress.warning("`" + own.file(module) + "` hides the standard library's `" + module
                        + "` from all libraries; rename it");
            } else if (foreign.has(module)) {
                progress.warning("`" + module + "` is a module of the application and of `" + giver(foreign, module)
                        + "`: servers import the application's, `bin/python` the library's; rename it");
            }
        }
    }

    private String giver(Modules foreign, String module) {
        return libraries.get(foreign.file(module)).orElseThrow().giver();
    }

    private UserException missing(EntryPoint entry, Modules own) {
        UserException error = UserException.of("The application's module `" + entry.module()
                + "` is neither in the sources nor in a library\n    from: <application>" + entry
                + "</application>\n    looked for: " + String.join(", ", entry.files()) + "\n    in: "
                + application.entries().size() + " files of the application, "
                + libraries.entries().size() + " of its libraries");
        List<String> alike = alike(entry.module(), own);
        if (alike.isEmpty()) {
            return error.hint("is <sourceDirectory> the folder that `import " + entry.module() + "` starts from?");
        }
        for (String module : alike) {
            error = error.hint("did you mean <application>" + module + ":"
                    + entry.toString().replaceFirst(".*:", "") + "</application>?");
        }
        return error;
    }

    /** Modules that end alike come first, then those whose name servers know. */
    private static List<String> alike(String module, Modules own) {
        String last = "." + module.substring(module.lastIndexOf('.') + 1);
        Stream<String> endAlike = own.names().stream().filter(name -> ("." + name).endsWith(last));
        Stream<String> usual = own.names().stream().filter(name -> name.matches("(.*\\.)?(wsgi|app|main)"));
        return new java.util.LinkedHashSet<>(
                        Stream.concat(endAlike, usual).limit(PROPOSALS).toList())
                .stream().toList();
    }
}
