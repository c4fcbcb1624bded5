package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.declaration.PoetryDeclaration;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of the packages that a declaration requires directly, on any target. */
final class RequiredNames {

    private RequiredNames() {}

    /** Returns the names of a requirements file; empty if it has errors or packages without a name. */
    static Optional<Set<PackageName>> ofFile(Path file) throws IOException {
        try {
            return Optional.of(names(
                    RequirementsFile.read(file, Map.<String, String>of()::get).requirements()));
        } catch (UserException e) {
            return Optional.empty(); // `package` reports it
        }
    }

    /** Returns the names of a group; empty if it has errors. */
    static Optional<Set<PackageName>> ofGroup(ProjectDeclarations declarations, ExtraName group) throws IOException {
        try {
            return Optional.of(names(new DeclaredGroups(declarations)
                    .group(group, Optional.empty())
                    .requirements()));
        } catch (UserException e) {
            return Optional.empty(); // `package` reports it
        }
    }

    /** Returns the names of a declaration; empty if only a build can determine them. */
    static Optional<Set<PackageName>> of(ProjectDeclarations declarations, DeclarationKind kind) throws IOException {
        return switch (kind) {
            case REQUIREMENTS -> ofFile(declarations.folder().resolve(DeclarationKind.REQUIREMENTS.label()));
            case PROJECT ->
                declarations
                        .pyProject()
                        .filter(PyProject::declaresDependencies)
                        .map(project -> names(project.requirements(List.of())));
            case POETRY -> declarations.poetry().map(RequiredNames::ofPoetry);
            default -> Optional.empty();
        };
    }

    private static Set<PackageName> ofPoetry(PoetryDeclaration poetry) {
        return names(poetry.select(List.of()).requirements());
    }

    private static Set<PackageName> names(List<DeclaredRequirement> all) {
        return all.stream().map(one -> one.requirement().name()).collect(Collectors.toSet());
    }
}
