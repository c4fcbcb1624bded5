package io.github.pywar.app.spec;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.target.StandardLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that the entry's module exists, and that no module hides another one, without running Python. */
public final class ModuleCheck {

    private static final int MAX_PROPOSALS = 3;

    /** Length of a module's source that is searched for the attribute. */
    private static final int MAX_BYTES = 1 << 20;

    private final FileTree application;
    private final ImportableModules own;
    private final ImportableModules foreign;

    /**
     * @param application the application's files, without the folder {@code app/}
     * @param libraries installed wheels
     * @param root the folder of the libraries on {@code sys.path}, with a slash at its end
     */
    public ModuleCheck(FileTree application, List<FileTree> libraries, String root) {
        this.application = application;
        this.own = ImportableModules.of(List.of(application), "");
        this.foreign = ImportableModules.of(libraries, root);
    }

    /**
     * Checks the entry. Warns of an attribute that seems to be missing, and of modules of the application that hide a
     * module of the standard library or of a library.
     *
     * @param minor version of Python 3: 11 for Python 3.11
     * @throws UserException if neither the application nor a library has the entry's module
     */
    public void run(ObjectReference entry, int minor, Progress progress) {
        if (!own.has(entry.module()) && !foreign.has(entry.module())) {
            throw missing(entry);
        }
        Optional<String> warning = attribute(entry);
        if (warning.isPresent()) {
            progress.warning(warning.get());
        }
        Set<String> standard = StandardLibrary.modules(minor);
        for (String module : own.topLevel()) {
            if (standard.contains(module)) {
                progress.warning("`" + own.file(module).path() + "` hides the standard library's `" + module
                        + "` from all libraries; rename it");
            } else if (foreign.has(module)) {
                progress.warning("`" + module + "` is a module of the application and of `"
                        + foreign.file(module).origin()
                        + "`: servers import the one of the application, `bin/python` that of the library; rename it");
            }
        }
    }

    /** Returns whether the application itself has the entry's module. */
    public boolean has(ObjectReference entry) {
        return own.has(entry.module());
    }

    /** Returns the names of the application's modules and packages that are not in another package. */
    public Set<String> topLevel() {
        return own.topLevel();
    }

    private Optional<String> attribute(ObjectReference entry) {
        boolean isModule = own.has(entry.module() + "." + entry.attribute().replaceFirst("\\..*", ""));
        ImportableModules.ModuleFile file = own.file(entry.module());
        if (isModule || file == null || !file.path().endsWith(".py")) {
            return Optional.empty();
        }
        return new AttributeCheck(source(file.path())).warning(entry, file.path());
    }

    private String source(String path) {
        try (InputStream in = application.get(path).orElseThrow().content().open()) {
            return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UserException missing(ObjectReference entry) {
        UserException error = UserException.of("The application's module `" + entry.module()
                + "` is neither in the sources nor in a library\n    from: <application>" + entry
                + "</application>\n    expected: " + String.join(", ", entry.files()) + "\n    searched: "
                + own.files() + (own.files() == 1 ? " file" : " files") + " of the application, "
                + foreign.files() + " of its libraries");
        for (String module : similar(entry.module())) {
            error = error.hint("did you mean <application>" + module + ":"
                    + entry.toString().replaceFirst(".*:", "") + "</application>?");
        }
        return error.hint(
                "check that <sourceDirectory> is the folder that `import " + entry.module() + "` starts from");
    }

    /** Returns modules with the same last name, then modules with a name that is common for entries. */
    private List<String> similar(String module) {
        String last = "." + module.substring(module.lastIndexOf('.') + 1);
        Stream<String> sameEnd = own.names().stream().filter(name -> ("." + name).endsWith(last));
        Stream<String> common = own.names().stream().filter(name -> name.matches("(.*\\.)?(wsgi|app|main)"));
        return new LinkedHashSet<>(
                        Stream.concat(sameEnd, common).limit(MAX_PROPOSALS).toList())
                .stream().toList();
    }
}
