package io.github.pywar.app.dependency;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.UnnamedRequirement;
import io.github.pywar.python.target.TargetEnvironment;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The application as a requirement of its own requirements file ({@code -e .}). It stands for the dependencies in its
 * {@code pyproject.toml}: the archive has the application's files already.
 *
 * @param folder of the project
 * @param project its {@code pyproject.toml}
 */
record OwnProject(Path folder, Optional<PyProject> project) {

    /**
     * Returns the same dependencies, with those of the project instead of the project.
     *
     * @throws UserException if the project declares no dependencies
     */
    DeclaredDependencies expand(DeclaredDependencies declared, TargetEnvironment target, Progress progress) {
        List<UnnamedRequirement> others = new ArrayList<>();
        List<DeclaredRequirement> own = new ArrayList<>();
        for (UnnamedRequirement one : declared.unnamed()) {
            if (isOwn(one)) {
                progress.step("The application requires itself (" + one.location()
                        + "): the dependencies in its pyproject.toml are used");
                dependencies(one).stream()
                        .filter(dependency -> dependency.appliesTo(target.markers()))
                        .map(DeclaredRequirement::requireSupported)
                        .forEach(own::add);
            } else {
                others.add(one);
            }
        }
        return declared.withNames(own).referring(others);
    }

    private boolean isOwn(UnnamedRequirement one) {
        String folderUrl = folder.toAbsolutePath().normalize().toUri().toString();
        return withSlash(URI.create(one.url().replaceFirst("#.*", ""))
                                .normalize()
                                .toString())
                        .equals(withSlash(folderUrl))
                && !one.url().contains("subdirectory=");
    }

    private static String withSlash(String url) {
        return url.endsWith("/") ? url : url + "/";
    }

    private List<DeclaredRequirement> dependencies(UnnamedRequirement one) {
        boolean isStatic = project.filter(known -> known.hasProject() && !known.isDynamic("dependencies"))
                .isPresent();
        if (!isStatic) {
            throw UserException.of("The application requires itself, and its dependencies are not declared in a table"
                            + " [project] of pyproject.toml: " + one)
                    .hint("write them into `dependencies` of [project], or into the requirements file instead of "
                            + "this line");
        }
        return project.orElseThrow().requirements(one.extras());
    }
}
