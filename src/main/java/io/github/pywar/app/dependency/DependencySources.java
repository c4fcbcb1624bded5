package io.github.pywar.app.dependency;

import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.declaration.RequiredPython;
import io.github.pywar.python.declaration.ToolDependencies;
import io.github.pywar.python.foreignlock.ForeignLockRequest;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.UnnamedRequirement;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files and parameters that declare the requirements of an application. The requirements of the POM are always used, and
 * the extras and groups that it selects. With them are used those of one other declaration: see {@link DeclarationChoice}.
 *
 * @param lines requirements of the POM or the command line
 * @param files requirements files that the POM names
 * @param extras of the project
 * @param groups of the project's dependency groups
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
     * @param folder of the project, with its declarations; relative paths begin there
     * @param project its {@code pyproject.toml}
     */
    public DeclaredDependencies read(
            Path folder, Optional<PyProject> project, TargetEnvironment target, Progress progress) throws IOException {
        return read(folder, new PythonProject(folder, project, ProjectMetadata.NONE), target, progress);
    }

    /**
     * Reads the requirements that apply to a target.
     *
     * @param base folder of relative paths in the POM
     * @param project the Python project
     */
    public DeclaredDependencies read(Path base, PythonProject project, TargetEnvironment target, Progress progress)
            throws IOException {
        ProjectDeclarations declarations = project.declarations(scope);
        DeclarationChoice choice = choice(declarations);
        if (project.pyProject().isPresent()) {
            requirePython(project.pyProject().get(), target);
        }
        if (choice.kind().isPresent()) {
            progress.step("Requirements: " + label(choice.kind().get()) + pinnedBy(choice.lock()));
            checkPython(declarations, choice.kind().get(), target, progress);
        }
        ToolDependencies declared = selected(declarations, choice, target);
        for (String remark : declared.remarks()) {
            progress.warning(remark);
        }
        RequirementsFile pom = RequirementsFile.ofTexts(lines, POM, base, false);
        DeclaredDependencies files = choice.isRequirementsFiles()
                ? ofFiles(files(project.folder()), "<requirementsFiles>", scope.with(base), target, progress)
                : DeclaredDependencies.NONE;
        OwnProject own = new OwnProject(declarations);
        List<DeclaredRequirement> named = new ArrayList<>(ForeignLockSources.applying(declared.requirements(), target));
        List<UnnamedRequirement> unnamed = own.unnamed(named);
        DeclaredDependencies all = new ForeignLockSources(project, choice, scope)
                .pinned(files, declared.with(named), request(project, declared, target), progress)
                .referring(unnamed)
                .from(new NamedSources(declared.sourceOf(), declared.sources()))
                .under(DependencyRules.prereleases(declared.prereleases(), declared.prereleasesOf()))
                .and(declared(pom, target, progress));
        own.requireModules(all, project);
        own.reportModules(choice, project, progress);
        return own.expand(all, target, progress);
    }

    private ForeignLockRequest request(PythonProject project, ToolDependencies declared, TargetEnvironment target) {
        Optional<PyProject> file = project.pyProject();
        return new ForeignLockRequest(
                target,
                file.isPresent() ? file.get().name() : Optional.empty(),
                names(extras),
                names(groups),
                declared.requirements());
    }

    private static List<ExtraName> names(List<String> texts) {
        List<ExtraName> names = new ArrayList<>();
        for (String text : texts) {
            names.add(ExtraName.parse(text));
        }
        return names;
    }

    /**
     * Reads more requirements files, for example those of tests.
     *
     * @param parameter that names the files, for messages
     * @param base folder of the POM
     * @param project the Python project, which the files may require as {@code -e .}
     */
    public DeclaredDependencies readFiles(
            List<Path> more,
            String parameter,
            Path base,
            PythonProject project,
            TargetEnvironment target,
            Progress progress)
            throws IOException {
        DeclaredDependencies read = ofFiles(more, parameter, scope.with(base), target, progress);
        return new OwnProject(project.declarations(scope)).expand(read, target, progress);
    }

    /** Returns the names of the dependency groups that a project declares. */
    public Set<ExtraName> groupsOf(PythonProject project) throws IOException {
        ProjectDeclarations declarations = project.declarations(scope);
        return new DeclaredGroups(declarations).groups(choice(declarations).kind());
    }

    /** Returns the declaration that counts. */
    DeclarationChoice choice(ProjectDeclarations declarations) throws IOException {
        return DeclarationChoice.of(declarations.present(), declarations.locks(), !files.isEmpty());
    }

    /** Returns whether the POM has requirements, or names requirements files, extras or groups. */
    boolean isAny() {
        return !lines.isEmpty() || !files.isEmpty() || !extras.isEmpty() || !groups.isEmpty();
    }

    private String label(DeclarationKind kind) {
        if (kind != DeclarationKind.REQUIREMENTS || files.isEmpty()) {
            return kind.label();
        }
        List<String> names = new ArrayList<>();
        for (Path file : files) {
            names.add(file.getFileName().toString());
        }
        return String.join(", ", names);
    }

    private static String pinnedBy(Optional<String> lock) {
        return lock.isPresent() ? ", pinned by " + lock.get() : "";
    }

    private ToolDependencies selected(
            ProjectDeclarations declarations, DeclarationChoice choice, TargetEnvironment target) throws IOException {
        ToolDependencies all =
                declarations.dependencies(choice.kind().orElse(DeclarationKind.REQUIREMENTS), names(extras), target);
        for (String group : groups) {
            all = all.and(new DeclaredGroups(declarations).group(ExtraName.parse(group), choice.kind()));
        }
        return all;
    }

    private static void requirePython(PyProject project, TargetEnvironment target) {
        if (!target.accepts(project.requiresPython())) {
            String name = project.name().map(one -> "`" + one + "`").orElse("The project");
            throw UserException.of(name + " requires Python `" + project.requiresPython() + "`, but the archive is for "
                            + target + "\n    from: requires-python in pyproject.toml")
                    .hint("declare a <python> that it accepts");
        }
    }

    /** Pipenv only warns of another Python. */
    private static void checkPython(
            ProjectDeclarations declarations, DeclarationKind kind, TargetEnvironment target, Progress progress)
            throws IOException {
        Optional<RequiredPython> python = declarations.python(kind);
        if (python.isEmpty() || target.accepts(python.get().versions())) {
            return;
        }
        String what = "The project requires Python `" + python.get().text() + "`, but the archive is for " + target;
        if (kind == DeclarationKind.PIPFILE) {
            progress.warning(what + " (" + python.get().origin() + ")");
        } else {
            throw UserException.of(what + "\n    from: " + python.get().origin())
                    .hint("declare a <python> that it accepts");
        }
    }

    private List<Path> files(Path folder) {
        return files.isEmpty() ? List.of(folder.resolve(DEFAULT_FILE)) : files;
    }

    private DeclaredDependencies ofFiles(
            List<Path> chosen, String parameter, FileScope project, TargetEnvironment target, Progress progress)
            throws IOException {
        DeclaredDependencies all = DeclaredDependencies.NONE;
        for (Path file : chosen) {
            if (!Files.isRegularFile(file)) {
                throw UserException.of("The requirements file `" + file + "` does not exist")
                        .hint("correct its path in " + parameter);
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
}
