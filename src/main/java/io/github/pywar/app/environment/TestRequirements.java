package io.github.pywar.app.environment;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencySources;
import io.github.pywar.app.dependency.PythonProject;
import io.github.pywar.app.dependency.UnreadDeclarations;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Declarations of the requirements that only tests have.
 *
 * @param groups names of dependency groups
 * @param extras names of extras
 * @param files requirements files
 */
public record TestRequirements(List<String> groups, List<String> extras, List<Path> files) {

    /** The first one that exists is the default: tests before tools of developers. */
    private static final List<String> GROUPS = UnreadDeclarations.TEST_GROUPS;

    private static final List<String> EXTRAS = List.of("test", "tests", "testing");

    private static final List<String> FILES = UnreadDeclarations.TEST_FILES;

    public TestRequirements {
        groups = List.copyOf(groups);
        extras = List.copyOf(extras);
        files = List.copyOf(files);
    }

    /**
     * Chooses the declarations.
     *
     * @param names groups or extras that the POM declares; if empty, the first usual name
     * @param files that the POM declares; if empty, the first usual name
     * @throws UserException if a name is neither a group nor an extra
     */
    public static TestRequirements choose(
            List<String> names, List<Path> files, DependencySources sources, PythonProject project) throws IOException {
        Set<ExtraName> groups = sources.groupsOf(project);
        Set<ExtraName> extras = project.pyProject().map(PyProject::extras).orElse(Set.of());
        List<Path> chosenFiles =
                files.isEmpty() ? first(project.folder()).stream().toList() : files;
        if (!names.isEmpty()) {
            return named(names, groups, extras, chosenFiles);
        }
        Optional<String> group = GROUPS.stream()
                .filter(name -> groups.contains(ExtraName.parse(name)))
                .findFirst();
        List<String> extra = EXTRAS.stream()
                .filter(name -> group.isEmpty() || group.get().equals("dev"))
                .filter(name -> extras.contains(ExtraName.parse(name)))
                .limit(1)
                .toList();
        return new TestRequirements(group.stream().toList(), extra, chosenFiles);
    }

    private static TestRequirements named(
            List<String> names, Set<ExtraName> groups, Set<ExtraName> extras, List<Path> files) {
        List<String> ofGroups = new ArrayList<>();
        List<String> ofExtras = new ArrayList<>();
        for (String name : names) {
            ExtraName parsed = ExtraName.parse(name);
            if (!groups.contains(parsed) && !extras.contains(parsed)) {
                throw unknown(name, groups, extras);
            }
            (groups.contains(parsed) ? ofGroups : ofExtras).add(name);
        }
        return new TestRequirements(ofGroups, ofExtras, files);
    }

    private static UserException unknown(String name, Set<ExtraName> groups, Set<ExtraName> extras) {
        Set<String> known = new TreeSet<>();
        Stream.of(groups, extras).flatMap(Set::stream).forEach(one -> known.add(one.value()));
        UserException error = UserException.of("There is no dependency group or extra `" + name + "`"
                + (known.isEmpty() ? "" : "\n    known: " + String.join(", ", known)) + "\n    from: <testGroups>");
        return error.hint("declare it in pyproject.toml, or correct its name in <testGroups>");
    }

    private static Optional<Path> first(Path folder) {
        return FILES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    /** Returns whether tests require nothing in addition. */
    public boolean isEmpty() {
        return groups.isEmpty() && extras.isEmpty() && files.isEmpty();
    }

    /**
     * Reads the dependencies of the application together with those of its tests.
     *
     * @param sources of the application
     * @param base folder of the POM
     */
    public DeclaredDependencies read(
            DependencySources sources, Path base, PythonProject project, TargetEnvironment target, Progress progress)
            throws IOException {
        progress.step("Test requirements: " + String.join(", ", labels()));
        DependencySources all = new DependencySources(
                sources.lines(),
                sources.files(),
                joined(sources.extras(), extras),
                joined(sources.groups(), groups),
                sources.variables(),
                sources.scope());
        DeclaredDependencies declared = all.read(base, project, target, Progress.SILENT);
        return files.isEmpty()
                ? declared
                : declared.and(sources.readFiles(files, "<testRequirementsFiles>", base, project, target, progress));
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        groups.forEach(name -> labels.add("group " + name));
        extras.forEach(name -> labels.add("extra " + name));
        files.forEach(file -> labels.add(file.getFileName().toString()));
        return labels;
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        other.stream().filter(name -> !one.contains(name)).forEach(all::add);
        return all;
    }
}
