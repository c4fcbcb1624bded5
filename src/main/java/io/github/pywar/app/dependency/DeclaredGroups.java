package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.declaration.PdmDeclaration;
import io.github.pywar.python.declaration.PoetryDeclaration;
import io.github.pywar.python.declaration.ToolDependencies;
import io.github.pywar.python.foreignlock.UvDeclaration;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Groups of dependencies in the declarations of a project.
 *
 * @param project the declarations
 */
record DeclaredGroups(ProjectDeclarations project) {

    /**
     * Returns the dependencies of a group: of {@code [dependency-groups]}, of Poetry, of PDM, or of a {@code Pipfile}.
     *
     * @param kind the declaration that counts
     * @throws UserException if there is no such group
     */
    ToolDependencies group(ExtraName group, Optional<DeclarationKind> kind) throws IOException {
        List<DeclaredRequirement> ofUv = ofUv(group);
        if (project.pyProject()
                .filter(one -> one.groups().names().contains(group))
                .isPresent()) {
            return project.enriched(project.pyProject().get().groups().resolve(group), Optional.of(group))
                    .and(ToolDependencies.of(ofUv));
        }
        if (!ofUv.isEmpty()) {
            return ToolDependencies.of(ofUv);
        }
        Optional<PoetryDeclaration> poetry = project.poetry();
        if (poetry.filter(one -> one.groups().contains(group)).isPresent()) {
            return poetry.get().group(group);
        }
        if (project.pdm().filter(one -> one.groups().contains(group)).isPresent()) {
            return ToolDependencies.of(project.pdm().get().group(group));
        }
        if (isPipfile(kind) && project.pipfile().groups().contains(group)) {
            return project.pipfile().group(group);
        }
        if (poetry.isPresent() && group.equals(PoetryDeclaration.MAIN)) {
            return ToolDependencies.NONE;
        }
        throw unknown(group, groups(kind));
    }

    /**
     * Returns the names of all groups.
     *
     * @param kind the declaration that counts
     */
    Set<ExtraName> groups(Optional<DeclarationKind> kind) throws IOException {
        Set<ExtraName> all = new TreeSet<>(isPipfile(kind) ? project.pipfile().groups() : Set.of());
        if (project.pyProject().isPresent()) {
            all.addAll(project.pyProject().get().groups().names());
        }
        Optional<PoetryDeclaration> poetry = project.poetry();
        if (poetry.isPresent()) {
            all.addAll(poetry.get().groups());
        }
        Optional<PdmDeclaration> pdm = project.pdm();
        if (pdm.isPresent()) {
            all.addAll(pdm.get().groups());
        }
        return all;
    }

    private static boolean isPipfile(Optional<DeclarationKind> kind) {
        return kind.equals(Optional.of(DeclarationKind.PIPFILE));
    }

    /** An older form of the group {@code dev}; uv adds it to that of the standard. */
    private List<DeclaredRequirement> ofUv(ExtraName group) {
        return group.value().equals("dev")
                ? project.pyProject()
                        .flatMap(one -> UvDeclaration.of(one, project.folder()))
                        .map(UvDeclaration::devDependencies)
                        .orElse(List.of())
                : List.of();
    }

    private UserException unknown(ExtraName group, Set<ExtraName> known) {
        if (project.pyProject().isEmpty() && known.isEmpty()) {
            return ProjectDeclarations.noPyProject("groups");
        }
        return UserException.of("There is no dependency group `" + group + "`\n    known: "
                + String.join(", ", known.stream().map(ExtraName::value).toList()));
    }
}
