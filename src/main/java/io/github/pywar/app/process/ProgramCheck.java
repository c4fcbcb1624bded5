package io.github.pywar.app.process;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.ClosestName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Check that the archive has the programs of its process types, without running Python. */
public final class ProgramCheck {

    private static final Pattern PYTHON = Pattern.compile("python(?:3(?:\\.[0-9]+)?)?");
    private static final String NO_SHELL = "a process runs a script of the archive's `bin/`, or `python`";

    /**
     * Paths of an archive.
     *
     * @param files all paths
     * @param application folder of the application's own files, such as {@code app}
     * @param libraries folder of the libraries
     * @param scripts folder of the console scripts
     */
    public record Paths(Set<String> files, String application, String libraries, String scripts) {}

    private final Paths paths;
    private final Set<String> standard;

    /** @param standard names of the top-level modules of the standard library */
    public ProgramCheck(Paths paths, Set<String> standard) {
        this.paths = paths;
        this.standard = standard;
    }

    /** @throws UserException with every process type whose program the archive does not have */
    public void run(List<ProcessType> processes) {
        ErrorList.eachOf(processes, process -> {
            String program = process.command().get(0);
            if (PYTHON.matcher(program).matches()) {
                checkPython(process);
            } else {
                checkScript(process, program);
            }
            return process;
        });
    }

    /**
     * Returns what commands start with {@code python} and the application does not have: names of top-level modules, and
     * paths of files.
     *
     * @param application paths of the application's own files
     */
    public static Set<String> foreign(Set<String> application, List<ProcessType> processes) {
        Set<String> names = new TreeSet<>();
        for (ProcessType process : processes) {
            List<String> words = process.command();
            if (PYTHON.matcher(words.get(0)).matches()) {
                String path = words.get(1).equals("-m") ? words.get(2).replace('.', '/') : words.get(1);
                boolean isOwn = Stream.of("", ".py", "/__main__.py").anyMatch(end -> application.contains(path + end));
                if (!isOwn) {
                    names.add(path.replaceFirst("/.*", ""));
                }
            }
        }
        return names;
    }

    private void checkScript(ProcessType process, String program) {
        if (program.contains("/") || !paths.files().contains(paths.scripts() + "/" + program)) {
            Set<String> known = scripts();
            UserException error = fault(process, "`" + program + "` is not a script of the archive's `bin/`");
            Optional<String> closest = ClosestName.of(program, known);
            if (closest.isPresent()) {
                throw error.hint("did you mean `" + closest.get() + "`?");
            }
            String name = program.replaceFirst(".*/", "");
            if (name.endsWith(".py")) {
                throw error.hint("start a file of the application with Python: `python " + name + "`");
            }
            throw error.hint("require the package that has the script: " + NO_SHELL)
                    .hint("the archive has: " + (known.isEmpty() ? "no scripts" : String.join(", ", known)));
        }
    }

    private Set<String> scripts() {
        String folder = paths.scripts() + "/";
        Set<String> names = new TreeSet<>();
        paths.files().stream()
                .filter(path -> path.startsWith(folder))
                .map(path -> path.substring(folder.length()))
                .filter(name -> !name.contains("/") && !PYTHON.matcher(name).matches())
                .forEach(names::add);
        return names;
    }

    private void checkPython(ProcessType process) {
        List<String> words = process.command();
        String first = words.size() > 1 ? words.get(1) : "";
        if (first.equals("-m") && words.size() > 2) {
            checkModule(process, words.get(2));
        } else if (first.isEmpty() || first.startsWith("-")) {
            throw fault(process, "`python` needs `-m MODULE` or a file of the application, and no other options")
                    .hint("write `python -m shop.worker` or `python manage.py COMMAND`")
                    .hint("`-u` is not needed: the output of a process is not buffered");
        } else if (!paths.files().contains(paths.application() + "/" + first)) {
            throw fault(process, "`" + first + "` is not a file of the application")
                    .hint("write its path below the source directory");
        }
    }

    private void checkModule(ProcessType process, String module) {
        String top = module.replaceFirst("\\..*", "");
        boolean isThere = standard.contains(top) || isRunnable(module);
        if (!isThere) {
            UserException error = fault(
                    process,
                    "`python -m " + module + "` finds no module: it is neither in the sources nor in a library");
            throw ClosestName.of(module, modules())
                    .map(closest -> error.hint("did you mean `python -m " + closest + "`?"))
                    .orElse(error.hint("a package needs a `__main__.py` to be started by its name"));
        }
    }

    private boolean isRunnable(String module) {
        String path = module.replace('.', '/');
        return Stream.of(paths.application(), paths.libraries())
                .anyMatch(root -> paths.files().contains(root + "/" + path + ".py")
                        || paths.files().contains(root + "/" + path + "/__main__.py"));
    }

    /** Returns the modules of the application. */
    private Set<String> modules() {
        String folder = paths.application() + "/";
        Set<String> names = new TreeSet<>();
        paths.files().stream()
                .filter(path -> path.startsWith(folder) && path.endsWith(".py"))
                .map(path -> path.substring(folder.length(), path.length() - ".py".length()))
                .forEach(path -> names.add(path.replaceFirst("/__main__$", "").replace('/', '.')));
        return names;
    }

    private static UserException fault(ProcessType process, String what) {
        return UserException.of(what + "\n    from: the command of the process `" + process.name() + "`: "
                + String.join(" ", process.command()));
    }
}
