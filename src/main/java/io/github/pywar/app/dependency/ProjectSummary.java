package io.github.pywar.app.dependency;

import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.declaration.RequiredPython;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Declarations of a Python project that a new POM depends on.
 *
 * @param declaration name of the declaration of dependencies that counts; empty if there is none
 * @param names the packages that it or the group requires; empty if there is none, or if only a build can determine them
 * @param hasUnread whether there is none, and others exist that do not count
 * @param group the group that is not one of tests, if there is no other declaration, and only one such group
 * @param python Python versions that the project supports
 * @param name of {@code [project]}
 * @param version of {@code [project]}
 */
public record ProjectSummary(
        Optional<String> declaration,
        Optional<Set<PackageName>> names,
        boolean hasUnread,
        Optional<String> group,
        Optional<RequiredPython> python,
        Optional<PackageName> name,
        Optional<Version> version) {

    /**
     * Reads the declarations of a folder.
     *
     * @throws io.github.pywar.base.error.UserException if one of them is malformed
     */
    public static ProjectSummary of(Path folder) throws IOException {
        Optional<Path> file = new ProjectFolder(folder).pyProject();
        Optional<PyProject> pyProject = file.isPresent() ? Optional.of(PyProject.read(file.get())) : Optional.empty();
        ProjectDeclarations declarations =
                new ProjectDeclarations(folder, pyProject, FileScope.NONE.with(folder), ProjectMetadata.NONE);
        DeclarationChoice choice = DeclarationChoice.of(declarations.present(), declarations.locks(), false);
        Optional<RequiredPython> python = pyProject.flatMap(ProjectSummary::ofProject);
        if (python.isEmpty() && choice.kind().isPresent()) {
            python = declarations.python(choice.kind().get());
        }
        UnreadDeclarations unread = new UnreadDeclarations(folder, pyProject, FileScope.NONE.with(folder));
        boolean hasUnread = choice.kind().isEmpty() && unread.isAny();
        Optional<ExtraName> group = hasUnread ? unread.onlyDeclaration() : Optional.empty();
        Optional<Set<PackageName>> ofGroup =
                group.isPresent() ? RequiredNames.ofGroup(declarations, group.get()) : Optional.empty();
        return new ProjectSummary(
                choice.kind().map(DeclarationKind::label),
                choice.kind().isPresent()
                        ? RequiredNames.of(declarations, choice.kind().get())
                        : ofGroup,
                hasUnread,
                group.map(ExtraName::value),
                python,
                pyProject.flatMap(PyProject::name),
                pyProject.flatMap(PyProject::version));
    }

    /** Returns the packages that a requirements file names; empty if it has errors or packages without a name. */
    public static Optional<Set<PackageName>> names(Path requirementsFile) throws IOException {
        return RequiredNames.ofFile(requirementsFile);
    }

    private static Optional<RequiredPython> ofProject(PyProject project) {
        return Optional.of(project.requiresPython())
                .filter(versions -> !versions.equals(VersionSpecifiers.ANY))
                .map(versions ->
                        new RequiredPython(versions, versions.toString(), "`requires-python` in pyproject.toml"));
    }
}
