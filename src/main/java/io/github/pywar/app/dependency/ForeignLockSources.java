package io.github.pywar.app.dependency;

import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.declaration.ToolDependencies;
import io.github.pywar.python.foreignlock.ForeignLock;
import io.github.pywar.python.foreignlock.ForeignLockPins;
import io.github.pywar.python.foreignlock.ForeignLockRequest;
import io.github.pywar.python.foreignlock.UvDeclaration;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.VersionSpecifiers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lock of another tool that belongs to the declaration that counts, and the table {@code [tool.uv]}, whose sources and rules
 * are used if there is no lock.
 *
 * @param project the Python project
 * @param choice the declaration that counts
 * @param scope folders that paths in a lock may lead to, beside the project's folder
 */
record ForeignLockSources(PythonProject project, DeclarationChoice choice, FileScope scope) {

    /**
     * Adds the requirements of the declaration.
     *
     * @param all the dependencies of requirements files
     * @param declared by the declaration that counts
     * @param request for the pins of a lock
     */
    DeclaredDependencies pinned(
            DeclaredDependencies all, ToolDependencies declared, ForeignLockRequest request, Progress progress)
            throws IOException {
        Optional<Path> file = file(progress);
        if (file.isEmpty()) {
            return located(all, declared, request, progress);
        }
        TargetEnvironment target = request.target();
        ForeignLockPins lock =
                ForeignLock.read(file.get(), project.folder(), scope).pins(request);
        warn(lock.warnings(), progress);
        List<DeclaredRequirement> required = new ArrayList<>();
        for (DeclaredRequirement one : applying(declared.requirements(), target)) {
            required.add(unreferenced(one, lock).requireSupported());
        }
        return all.requiring(required).pinned(lock);
    }

    /** Returns the lock of the project, or that of the workspace around it, if that is in the scope. */
    private Optional<Path> file(Progress progress) throws IOException {
        if (choice.lock().isPresent()) {
            return Optional.of(project.folder().resolve(choice.lock().get()));
        }
        boolean isProject = choice.isOf(DeclarationKind.PROJECT);
        Optional<Path> shared = isProject ? UvDeclaration.workspaceLock(project.folder()) : Optional.empty();
        if (shared.isEmpty()) {
            return shared;
        }
        if (!scope.has(shared.get())) {
            progress.warning("The lock `" + shared.get()
                    + "` of the workspace is not used: it is outside of the project. To use it,"
                    + " make an empty folder `.mvn` beside it, which marks the top folder of the project");
            return Optional.empty();
        }
        progress.step("Pinned by the lock of the workspace: " + shared.get());
        return shared;
    }

    private DeclaredDependencies located(
            DeclaredDependencies all, ToolDependencies declared, ForeignLockRequest request, Progress progress)
            throws IOException {
        TargetEnvironment target = request.target();
        Optional<UvDeclaration> uv = uv();
        if (uv.isPresent() && !choice.isOf(DeclarationKind.PROJECT)) {
            warn(uv.get().remarksBeside(labelOfChoice()), progress);
        }
        if (uv.isEmpty() || !choice.isOf(DeclarationKind.PROJECT)) {
            return all.requiring(wheels(applying(declared.requirements(), target)));
        }
        Set<ExtraName> selected = new HashSet<>(request.extras());
        selected.addAll(request.groups());
        ToolDependencies located = uv.get().locate(applying(declared.requirements(), target), target, selected);
        warn(located.remarks(), progress);
        return all.requiring(wheels(located.requirements()))
                .from(new NamedSources(located.sourceOf(), located.sources()))
                .constrained(uv.get().constraints(target))
                .under(DependencyRules.of(uv.get().overrides(target), uv.get().exclusions(target))
                        .over(DependencyRules.prereleases(located.prereleases(), located.prereleasesOf())));
    }

    private Optional<UvDeclaration> uv() {
        return project.pyProject().isPresent()
                ? UvDeclaration.of(project.pyProject().get(), project.folder())
                : Optional.empty();
    }

    private String labelOfChoice() {
        return choice.kind().isPresent() ? choice.kind().get().label() : "the requirements of the POM";
    }

    private static void warn(List<String> warnings, Progress progress) {
        for (String warning : warnings) {
            progress.warning(warning);
        }
    }

    /** A pin has the commit of a direct reference, so the branch or the tag in the declaration does not count. */
    private static DeclaredRequirement unreferenced(DeclaredRequirement declared, ForeignLockPins lock) {
        Requirement requirement = declared.requirement();
        if (requirement.url().isEmpty() || !isPinned(requirement.name(), lock)) {
            return declared;
        }
        Requirement any = Requirement.versions(
                requirement.name(),
                requirement.extras(),
                VersionSpecifiers.ANY,
                requirement.marker().orElse(null));
        return new DeclaredRequirement(any, declared.location(), declared.hashes());
    }

    private static boolean isPinned(PackageName name, ForeignLockPins lock) {
        for (DeclaredRequirement pin : lock.pins()) {
            if (pin.requirement().name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the requirements that apply to a target. */
    static List<DeclaredRequirement> applying(List<DeclaredRequirement> all, TargetEnvironment target) {
        List<DeclaredRequirement> applying = new ArrayList<>();
        for (DeclaredRequirement one : all) {
            if (one.appliesTo(target.markers())) {
                applying.add(one);
            }
        }
        return List.copyOf(applying);
    }

    private static List<DeclaredRequirement> wheels(List<DeclaredRequirement> all) {
        List<DeclaredRequirement> wheels = new ArrayList<>();
        for (DeclaredRequirement one : all) {
            wheels.add(one.requireSupported());
        }
        return wheels;
    }
}
