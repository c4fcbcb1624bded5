package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.project.PyProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Declarations of dependencies that this product does not read: those of other tools, and requirements files of other
 * names.
 *
 * @param folder where the project declares what it requires
 * @param project its {@code pyproject.toml}
 * @param scope what links in the folder may lead to
 */
public record UnreadDeclarations(Path folder, Optional<PyProject> project, FileScope scope) {

    private static final int MOST_SHOWN = 5;
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern INSTALL_REQUIRES = Pattern.compile("\\binstall_requires\\b");
    private static final Pattern REQUIREMENTS =
            Pattern.compile("(?i)([^/]*requirements[^/]*|requirements/.*)\\.(txt|in|pip)");
    private static final String MOVE =
            "move `install_requires` to `dependencies` of [project] in pyproject.toml, or to requirements.txt";
    private static final String EXPORT = "export them: `";

    /** Files of other tools, and what to do about each. */
    private static final Map<String, String> TOOLS = new LinkedHashMap<>();

    static {
        TOOLS.put("Pipfile", EXPORT + "pipenv requirements > requirements.txt`");
        TOOLS.put("Pipfile.lock", EXPORT + "pipenv requirements > requirements.txt`");
        TOOLS.put("poetry.lock", EXPORT + "poetry export -o requirements.txt`");
        TOOLS.put("uv.lock", EXPORT + "uv export --format pylock.toml -o pylock.toml`");
        TOOLS.put("pdm.lock", EXPORT + "pdm export -o requirements.txt`");
        TOOLS.put("setup.cfg", MOVE);
        TOOLS.put("setup.py", MOVE);
        TOOLS.put("environment.yml", "write what pip can install into requirements.txt");
        TOOLS.put("environment.yaml", "write what pip can install into requirements.txt");
    }

    /**
     * Reports declarations that are not read. A project that declares nothing must not have any: its archive would have
     * no libraries.
     *
     * @param declared all requirements of the project
     * @param sources of these requirements
     * @param hasLock whether the project has a lock file
     * @throws UserException if the project declares its dependencies only in a way that is not read
     */
    public void check(DeclaredDependencies declared, DependencySources sources, boolean hasLock, Progress progress)
            throws IOException {
        boolean isDeclared = hasLock
                || !declared.requirements().isEmpty()
                || sources.isAny()
                || project.filter(PyProject::declaresDependencies).isPresent();
        if (isDeclared) {
            report(sources.files(), progress);
        } else {
            requireNone(progress);
        }
    }

    /**
     * Reports what is not read, where the project declares what it requires in another way.
     *
     * @param read requirements files that are read
     */
    void report(List<Path> read, Progress progress) throws IOException {
        List<String> unread = new ArrayList<>(found().keySet());
        unread.removeIf(name -> name.startsWith("[dependency-groups]")
                || read.contains(folder.resolve(name))
                || read.contains(folder.resolve(name.replaceFirst("\\.in$", ".txt"))));
        unread.removeAll(included());
        if (!unread.isEmpty()) {
            progress.step("Declarations of dependencies that are not read: " + shown(unread));
        }
    }

    /**
     * Checks a project that declares nothing that is read.
     *
     * @throws UserException if it declares its dependencies in a way that is not read: the archive would have none
     */
    void requireNone(Progress progress) throws IOException {
        Map<String, String> found = found();
        if (found.isEmpty()) {
            progress.warning("The project declares no dependencies. Put them into requirements.txt; an empty"
                    + " requirements.txt declares that there are none");
            return;
        }
        List<String> names = List.copyOf(found.keySet());
        UserException error = UserException.of("The dependencies in " + shown(names)
                + " are not read, and the project declares no others: the archive would have no libraries");
        for (String hint : new LinkedHashSet<>(found.values())) {
            error = error.hint(hint);
        }
        throw error.hint("if the application needs no libraries, declare that with an empty requirements.txt");
    }

    private static String shown(List<String> names) {
        return "`" + String.join("`, `", names.stream().limit(MOST_SHOWN).toList())
                + (names.size() > MOST_SHOWN ? "` and " + (names.size() - MOST_SHOWN) + " more" : "`");
    }

    /** @return by name, with a hint */
    private Map<String, String> found() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        for (String table : project.map(PyProject::unreadTables).orElse(List.of())) {
            found.put("[" + table + "] of pyproject.toml", hintOf(table));
        }
        for (Map.Entry<String, String> tool : TOOLS.entrySet()) {
            boolean isSetup = tool.getKey().startsWith("setup.");
            if (Files.isRegularFile(folder.resolve(tool.getKey()))
                    && (!isSetup
                            || INSTALL_REQUIRES.matcher(text(tool.getKey())).find())) {
                found.put(tool.getKey(), tool.getValue());
            }
        }
        List<String> others = requirements();
        others.forEach(name -> found.put(
                name, "name what the application needs: <requirementsFiles>" + others.get(0) + "</requirementsFiles>"));
        return found;
    }

    private static String hintOf(String table) {
        return switch (table) {
            case "tool.poetry" -> EXPORT + "poetry export -o requirements.txt`";
            case "dependency-groups" -> "name the groups that the application needs: <groups>NAME</groups>";
            default -> "write them into `dependencies` of [project], or into requirements.txt";
        };
    }

    private List<String> requirements() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path place : List.of(folder, folder.resolve("requirements"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.list(place)) {
                    files.filter(Files::isRegularFile)
                            .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> REQUIREMENTS.matcher(name).matches())
                            .sorted()
                            .forEach(names::add);
                }
            }
        }
        return names;
    }

    /** @return those that another requirements file names: it includes them, most probably */
    private List<String> included() throws IOException {
        List<String> included = new ArrayList<>();
        List<String> names = requirements();
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            texts.put(name, text(name));
        }
        for (String name : names) {
            Pattern use = Pattern.compile("(?m)^\\s*-.*\\b" + Pattern.quote(name.substring(name.lastIndexOf('/') + 1)));
            boolean isUsed = texts.entrySet().stream()
                    .anyMatch(other -> !other.getKey().equals(name)
                            && use.matcher(other.getValue()).find());
            if (isUsed) {
                included.add(name);
            }
        }
        return included;
    }

    private String text(String name) throws IOException {
        Path file = folder.resolve(name);
        boolean isReadable = scope.with(folder).has(file) && Files.size(file) <= MOST_BYTES;
        return isReadable
                ? new String(scope.with(folder).read(file, name, MOST_BYTES), StandardCharsets.ISO_8859_1)
                : "";
    }
}
