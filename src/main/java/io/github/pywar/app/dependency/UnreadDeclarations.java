package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Declarations of dependencies that do not count: those of other tools, and requirements files with other names.
 *
 * @param folder in which the project declares its dependencies
 * @param project its {@code pyproject.toml}
 * @param scope folders that links may lead to
 */
public record UnreadDeclarations(Path folder, Optional<PyProject> project, FileScope scope) {

    /** Names of groups that tests use, in the order of preference. */
    public static final List<String> TEST_GROUPS = List.of("test", "tests", "testing", "dev");

    /** Names of requirements files that tests use, in the order of preference. */
    public static final List<String> TEST_FILES = List.of(
            "requirements-test.txt",
            "requirements-tests.txt",
            "test-requirements.txt",
            "requirements_test.txt",
            "requirements/test.txt",
            "requirements/tests.txt",
            "requirements-dev.txt",
            "dev-requirements.txt",
            "requirements_dev.txt",
            "requirements/dev.txt");

    private static final int MAX_SHOWN = 5;
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern REQUIREMENTS =
            Pattern.compile("(?i)([^/]*(requirements|requires)[^/]*|requirements/.*)\\.(txt|in|pip|lock)");
    private static final String HATCH = "[tool.hatch.envs]";
    private static final String EXPORT = "export them: `";
    private static final String OF_PYPROJECT = " of pyproject.toml";
    private static final String DEFAULT_FILE = "requirements.txt";

    private static final ExtraName PIPENV_DEV = ExtraName.parse("dev-packages");

    /** Tables of groups, of which none is used unless it is selected. */
    private static final Set<String> GROUPS = Set.of(
            "dependency-groups", "tool.poetry.group", "tool.poetry.dev-dependencies", "tool.pdm.dev-dependencies");

    /** Files of other tools, each with a hint. */
    private static final Map<String, String> TOOLS = new LinkedHashMap<>();

    static {
        TOOLS.put("Pipfile.lock", EXPORT + "pipenv requirements > requirements.txt`");
        TOOLS.put("poetry.lock", EXPORT + "poetry export -o requirements.txt`");
        TOOLS.put("uv.lock", EXPORT + "uv export --format pylock.toml -o pylock.toml`");
        TOOLS.put("pdm.lock", EXPORT + "pdm export -o requirements.txt`");
        TOOLS.put("environment.yml", "write the packages that pip can install into requirements.txt");
        TOOLS.put("environment.yaml", "write the packages that pip can install into requirements.txt");
    }

    /**
     * Reports declarations that do not count. A project without other declarations must not have any: its archive would
     * have no libraries.
     *
     * @param declared all requirements of the project
     * @param sources of these requirements
     * @param hasLock whether the project has a lock file
     * @throws UserException if the project has only declarations that do not count
     */
    public void check(DeclaredDependencies declared, DependencySources sources, boolean hasLock, Progress progress)
            throws IOException {
        ProjectDeclarations all = new ProjectDeclarations(folder, project, scope, ProjectMetadata.NONE);
        DeclarationChoice choice = sources.choice(all);
        boolean isDeclared = hasLock
                || !declared.requirements().isEmpty()
                || sources.isAny()
                || choice.kind().isPresent();
        if (isDeclared) {
            report(choice, sources.files(), progress);
            reportGroups(new DeclaredGroups(all).groups(choice.kind()), sources.groups(), progress);
        } else {
            requireNone(progress);
        }
    }

    /**
     * Reports declarations that do not count, of a project that has another one.
     *
     * @param choice the declaration that counts
     * @param named requirements files that the POM names
     */
    void report(DeclarationChoice choice, List<Path> named, Progress progress) throws IOException {
        List<Path> read =
                choice.isRequirementsFiles() && named.isEmpty() ? List.of(folder.resolve(DEFAULT_FILE)) : named;
        Set<String> others = new LinkedHashSet<>(choice.unused());
        others.addAll(found().keySet());
        if (choice.lock().isPresent()) {
            others.remove(choice.lock().get());
        }
        others.removeAll(included());
        others.removeAll(TEST_FILES);
        List<String> unread = new ArrayList<>();
        for (String name : others) {
            if (!isTableOfGroups(name) && !isRead(name, read)) {
                unread.add(name);
            }
        }
        if (!unread.isEmpty()) {
            progress.step("Declarations of dependencies that the archive does not use: " + shown(unread));
        }
    }

    private static boolean isTableOfGroups(String name) {
        for (String table : GROUPS) {
            if (name.startsWith("[" + table + "]")) {
                return true;
            }
        }
        return false;
    }

    private boolean isRead(String name, List<Path> read) {
        return read.contains(folder.resolve(name))
                || read.contains(folder.resolve(name.replaceFirst("\\.in$", ".txt")));
    }

    private static void reportGroups(Set<ExtraName> known, List<String> selected, Progress progress) {
        Set<ExtraName> others = new TreeSet<>(known);
        for (String name : selected) {
            others.remove(ExtraName.parse(name));
        }
        List<String> unused = new ArrayList<>();
        for (ExtraName name : others) {
            if (!TEST_GROUPS.contains(name.value()) && !name.equals(PIPENV_DEV)) {
                unused.add(name.value());
            }
        }
        if (!unused.isEmpty()) {
            progress.step("Groups of dependencies that the archive does not use: " + shown(unused) + " (<groups>)");
        }
    }

    /**
     * Checks that a project without a declaration that counts has no others either: the archive would have no libraries.
     *
     * @throws UserException if it has others
     */
    void requireNone(Progress progress) throws IOException {
        Map<String, String> found = found();
        found.remove(HATCH + OF_PYPROJECT);
        found.keySet().removeIf(name -> TEST_FILES.contains(name) && name.contains("test"));
        if (found.isEmpty()) {
            progress.warning(
                    "The project declares no dependencies. Write them into requirements.txt; if there are none,"
                            + " create an empty one");
            return;
        }
        List<String> names = List.copyOf(found.keySet());
        UserException error = UserException.of("The dependencies in " + shown(names)
                + " are not read, and the project declares no others: the archive would have no libraries");
        for (String hint : new LinkedHashSet<>(found.values())) {
            error = error.hint(hint);
        }
        throw error.hint("if the application needs no libraries, create an empty requirements.txt");
    }

    /** Returns whether there are any that the application may need: not only those of tests. */
    boolean isAny() throws IOException {
        return !ownGroups().isEmpty() || isAnyBesideGroups();
    }

    private boolean isAnyBesideGroups() throws IOException {
        Map<String, String> found = found();
        found.remove(HATCH + OF_PYPROJECT);
        found.keySet().removeAll(TEST_FILES);
        GROUPS.forEach(table -> found.remove("[" + table + "]" + OF_PYPROJECT));
        return !found.isEmpty();
    }

    /** Returns the groups that are not those of tests. */
    private List<ExtraName> ownGroups() throws IOException {
        ProjectDeclarations all = new ProjectDeclarations(folder, project, scope, ProjectMetadata.NONE);
        List<ExtraName> own = new ArrayList<>();
        for (ExtraName name : new DeclaredGroups(all).groups(Optional.empty())) {
            if (!TEST_GROUPS.contains(name.value())) {
                own.add(name);
            }
        }
        return own;
    }

    /** Returns the group that is not one of tests, if there is only one. */
    private Optional<ExtraName> onlyGroup() throws IOException {
        List<ExtraName> own = ownGroups();
        return own.size() == 1 ? Optional.of(own.get(0)) : Optional.empty();
    }

    /** Returns the only group, if no other declaration may have what the application needs. */
    Optional<ExtraName> onlyDeclaration() throws IOException {
        return isAnyBesideGroups() ? Optional.empty() : onlyGroup();
    }

    private static String shown(List<String> names) {
        return "`" + String.join("`, `", names.subList(0, Math.min(MAX_SHOWN, names.size())))
                + (names.size() > MAX_SHOWN ? "` and " + (names.size() - MAX_SHOWN) + " more" : "`");
    }

    /** Returns the unread declarations by name, each with a hint. */
    private Map<String, String> found() throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        for (String table : project.isPresent() ? project.get().unreadTables() : List.<String>of()) {
            found.put("[" + table + "]" + OF_PYPROJECT, hintOf(table));
        }
        for (Map.Entry<String, String> tool : TOOLS.entrySet()) {
            if (Files.isRegularFile(folder.resolve(tool.getKey()))) {
                found.put(tool.getKey(), tool.getValue());
            }
        }
        List<String> others = requirements();
        for (String name : others) {
            found.put(
                    name,
                    "name the files that the application needs: <requirementsFiles>" + others.get(0)
                            + "</requirementsFiles>");
        }
        return found;
    }

    private String hintOf(String table) throws IOException {
        return GROUPS.contains(table)
                ? "name the groups that the application needs: <groups>"
                        + onlyGroup().map(ExtraName::value).orElse("NAME") + "</groups>"
                : "write them into `dependencies` of [project], or into requirements.txt";
    }

    private List<String> requirements() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path each : List.of(folder, folder.resolve("requirements"))) {
            if (Files.isDirectory(each)) {
                names.addAll(requirements(each));
            }
        }
        return names;
    }

    private List<String> requirements(Path inside) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(inside)) {
            for (Path file : files) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (Files.isRegularFile(file) && REQUIREMENTS.matcher(name).matches()) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    /** Returns the files that another requirements file mentions in an option: it probably includes them. */
    private List<String> included() throws IOException {
        List<String> included = new ArrayList<>();
        List<String> names = requirements();
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            texts.put(name, text(name));
        }
        for (String name : names) {
            if (isMentioned(name, texts)) {
                included.add(name);
            }
        }
        return included;
    }

    private static boolean isMentioned(String name, Map<String, String> texts) {
        Pattern use = Pattern.compile("(?m)^\\s*-.*\\b" + Pattern.quote(name.substring(name.lastIndexOf('/') + 1)));
        for (Map.Entry<String, String> other : texts.entrySet()) {
            if (!other.getKey().equals(name) && use.matcher(other.getValue()).find()) {
                return true;
            }
        }
        return false;
    }

    private String text(String name) throws IOException {
        Path file = folder.resolve(name);
        boolean isReadable = scope.with(folder).has(file) && Files.size(file) <= MAX_BYTES;
        return isReadable
                ? new String(scope.with(folder).read(file, name, MAX_BYTES), StandardCharsets.ISO_8859_1)
                : "";
    }
}
