package io.github.pywar.app.spec;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks for the entry's module, and for modules that would hide others, without running Python. */
public final class ModuleCheck {

    private static final int PROPOSALS = 3;

    /** Of a module's source; a larger one is not looked at. */
    private static final int MOST_BYTES = 1 << 20;

    private final FileTree application;
    private final Modules own;
    private final Modules foreign;

    /**
     * @param application the application's files, without the folder {@code app/}
     * @param libraries installed wheels
     * @param root the folder in them that {@code import} starts from, with a slash at its end
     */
    public ModuleCheck(FileTree application, List<FileTree> libraries, String root) {
        this.application = application;
        this.own = Modules.of(List.of(application), "");
        this.foreign = Modules.of(libraries, root);
    }

    /**
     * Warns of the application's modules that have the name of another one, and of an attribute that seems to be
     * misspelt.
     *
     * @param minor the 11 of Python 3.11
     * @throws UserException where neither the application nor a library has the entry's module
     */
    public void run(ObjectReference entry, int minor, Progress progress) {
        if (!own.has(entry.module()) && !foreign.has(entry.module())) {
            throw missing(entry);
        }
        attribute(entry).ifPresent(progress::warning);
        Set<String> standard = StandardLibrary.modules(minor);
        for (String module : own.topLevel()) {
            if (standard.contains(module)) {
                progress.warning("`" + own.place(module).path() + "` hides the standard library's `" + module
                        + "` from all libraries; rename it");
            } else if (foreign.has(module)) {
                progress.warning("`" + module + "` is a module of the application and of `"
                        + foreign.place(module).giver()
                        + "`: servers import the application's, `bin/python` the library's; rename it");
            }
        }
    }

    private Optional<String> attribute(ObjectReference entry) {
        boolean isModule = own.has(entry.module() + "." + entry.attribute().replaceFirst("\\..*", ""));
        return Optional.ofNullable(own.place(entry.module()))
                .map(Modules.Place::path)
                .filter(path -> path.endsWith(".py") && !isModule)
                .flatMap(path -> new AttributeCheck(source(path)).warning(entry, path));
    }

    private String source(String path) {
        try (InputStream in = application.get(path).orElseThrow().content().open()) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UserException missing(ObjectReference entry) {
        UserException error = UserException.of("The application's module `" + entry.module()
                + "` is neither in the sources nor in a library\n    from: <application>" + entry
                + "</application>\n    looked for: " + String.join(", ", entry.files()) + "\n    in: "
                + own.files() + " files of the application, "
                + foreign.files() + " of its libraries");
        List<String> alike = alike(entry.module());
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
    private List<String> alike(String module) {
        String last = "." + module.substring(module.lastIndexOf('.') + 1);
        Stream<String> endAlike = own.names().stream().filter(name -> ("." + name).endsWith(last));
        Stream<String> usual = own.names().stream().filter(name -> name.matches("(.*\\.)?(wsgi|app|main)"));
        return new LinkedHashSet<>(
                        Stream.concat(endAlike, usual).limit(PROPOSALS).toList())
                .stream().toList();
    }
}
