package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files and parameters that declare the requirements of an application. The requirements of the POM are always used. With
 * them are used those of requirements files or, without such files, those of {@code pyproject.toml}, and the extras and
 * groups that the POM selects.
 *
 * @param lines requirements of the POM or the command line
 * @param files requirements files that the POM names
 * @param extras of the table {@code [project]}
 * @param groups of the table {@code [dependency-groups]}
 * @param variables the environment that requirements files may refer to
 * @param scope folders that included requirements files may be in, beside the project's folder
 */
public record DependencySources(
        List<String> lines,
        List<Path> files,
        List<String> extras,
        List<String> groups,
        Map<String, String> variables,
        FileScope scope) {

    private static final String POM = "<requirements>";
    private static final String DEFAULT_FILE = "requirements.txt";

    public DependencySources {
        lines = List.copyOf(lines);
        files = List.copyOf(files);
        extras = List.copyOf(extras);
        groups = List.copyOf(groups);
    }

    /** Sources of a project that is one folder. */
    public DependencySources(
            List<String> lines,
            List<Path> files,
            List<String> extras,
            List<String> groups,
            Map<String, String> variables) {
        this(lines, files, extras, groups, variables, FileScope.NONE);
    }

    /**
     * Reads the requirements that apply to a target.
     *
     * @param folder of the project
     * @param project its {@code pyproject.toml}
     */
    public DeclaredDependencies read(
            Path folder, Optional<PyProject> project, TargetEnvironment target, Progress progress) throws IOException {
        List<Path> chosen = files(folder);
        List<DeclaredRequirement> declared = new ArrayList<>();
        if (project.isPresent()) {
            declared.addAll(ofProject(project.get(), chosen.isEmpty(), target));
            reportIgnored(project.get(), chosen, progress);
        } else if (!extras.isEmpty() || !groups.isEmpty()) {
            throw UserException.of("<" + (extras.isEmpty() ? "groups" : "extras")
                    + "> selects from a `pyproject.toml`, and the project has none");
        }
        RequirementsFile pom = RequirementsFile.ofTexts(lines, POM, folder, false);
        DeclaredDependencies all = ofFiles(chosen, scope.with(folder), target, progress)
                .requiring(applying(declared, target))
                .and(declared(pom, target, progress));
        return new OwnProject(folder, project).expand(all, target, progress);
    }

    /** Returns whether the POM has requirements, or names requirements files, extras or groups. */
    boolean isAny() {
        return !lines.isEmpty() || !files.isEmpty() || !extras.isEmpty() || !groups.isEmpty();
    }

    private List<DeclaredRequirement> ofProject(PyProject project, boolean isMain, TargetEnvironment target) {
        if (!target.accepts(project.requiresPython())) {
            throw UserException.of("`" + project.name().orElseThrow() + "` requires Python `" + project.requiresPython()
                            + "`, but the archive is for " + target + "\n    from: requires-python in pyproject.toml")
                    .hint("declare a <python> that it accepts");
        }
        List<DeclaredRequirement> declared = new ArrayList<>();
        if (project.hasProject() && (isMain || !extras.isEmpty())) {
            List<ExtraName> selected = extras.stream().map(ExtraName::parse).toList();
            declared.addAll(project.requirements(selected));
            if (!isMain) {
                declared.removeAll(project.requirements(List.of()));
            }
        } else if (!extras.isEmpty()) {
            throw UserException.of("<extras> selects from a table [project], and `pyproject.toml` has none");
        }
        groups.stream()
                .map(ExtraName::parse)
                .forEach(group -> declared.addAll(project.groups().resolve(group)));
        return declared;
    }

    private static void reportIgnored(PyProject project, List<Path> chosen, Progress progress) {
        boolean hasOwn = project.hasProject()
                && !project.isDynamic("dependencies")
                && !project.requirements(List.of()).isEmpty();
        if (!chosen.isEmpty() && hasOwn) {
            progress.step("The requirements come from " + chosen.get(0).getFileName()
                    + ", not from [project] of pyproject.toml");
        }
    }

    private List<Path> files(Path folder) {
        if (!files.isEmpty()) {
            return files;
        }
        Path file = folder.resolve(DEFAULT_FILE);
        return Files.isRegularFile(file) ? List.of(file) : List.of();
    }

    private DeclaredDependencies ofFiles(
            List<Path> chosen, FileScope project, TargetEnvironment target, Progress progress) throws IOException {
        DeclaredDependencies all = DeclaredDependencies.NONE;
        for (Path file : chosen) {
            if (!Files.isRegularFile(file)) {
                throw UserException.of("The requirements file `" + file + "` does not exist")
                        .hint("correct its path in <requirementsFiles>");
            }
            all = all.and(declared(RequirementsFile.read(file, project, variables::get), target, progress));
        }
        return all;
    }

    private static DeclaredDependencies declared(RequirementsFile file, TargetEnvironment target, Progress progress) {
        new IneffectiveOptions(file.options()).warn(progress);
        return new DeclaredDependencies(
                        file.requirements(target.markers()),
                        file.constraints(target.markers()),
                        List.of(file.options()),
                        file.requiresHashes())
                .referring(file.unnamed(target.markers()));
    }

    private static List<DeclaredRequirement> applying(List<DeclaredRequirement> all, TargetEnvironment target) {
        return all.stream()
                .filter(one -> one.appliesTo(target.markers()))
                .map(DeclaredRequirement::requireSupported)
                .toList();
    }
}
