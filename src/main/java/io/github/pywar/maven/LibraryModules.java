package io.github.pywar.maven;

import io.github.pywar.app.dependency.ProjectFolder;
import io.github.pywar.app.wheel.LibraryRequirements;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;

/**
 * Library modules of the same build that a project depends on. An environment imports their sources, so that a change needs
 * no wheel; their requirements are those of their wheels.
 *
 * @param pywar this plugin, whose configuration in a module is read
 * @param all the modules, with those that they depend on
 */
record LibraryModules(MavenSession session, Plugin pywar, List<MavenProject> all) {

    private static final String DEFAULT_SOURCES = "src/main/python";
    private static final Set<String> TYPES = Set.of(WheelDependencies.WHEEL, WheelDependencies.PACKAGING);

    LibraryModules {
        all = List.copyOf(all);
    }

    /** Returns the modules that a goal uses in place of their wheels: a goal that makes no environment uses none. */
    static LibraryModules of(AbstractAppMojo goal) {
        Plugin pywar = goal.execution.getPlugin();
        return goal.makesEnvironment()
                ? of(goal.session, goal.project, pywar)
                : new LibraryModules(goal.session, pywar, List.of());
    }

    /** Returns the modules that a project depends on. */
    static LibraryModules of(MavenSession session, MavenProject project, Plugin pywar) {
        Set<MavenProject> found = new LinkedHashSet<>();
        Deque<MavenProject> open = new ArrayDeque<>(List.of(project));
        while (!open.isEmpty()) {
            for (Dependency dependency : open.remove().getDependencies()) {
                module(dependency, session).filter(found::add).ifPresent(open::add);
            }
        }
        return new LibraryModules(session, pywar, List.copyOf(found));
    }

    /**
     * Checks that a goal has something to do in the project of a library.
     *
     * @throws UserException if the goal needs an application
     */
    static void checkApplication(AbstractAppMojo goal) {
        boolean isOfLibrary = WheelDependencies.PACKAGING.equals(goal.project.getPackaging())
                && AbstractPywarMojo.value(goal.application).isEmpty();
        if (isOfLibrary && !goal.isLibrary()) {
            throw noApplication(goal.project.getArtifactId(), goal.execution.getGoal());
        }
    }

    /** Returns the error of a goal that has nothing to do in the project of a library. */
    static UserException noApplication(String project, String goal) {
        return UserException.of("The project `" + project + "` builds a library, and `pywar:" + goal
                        + "` needs an application\n    from: <packaging>" + WheelDependencies.PACKAGING
                        + "</packaging>")
                .hint("run it in the project with the packaging `pywar` that depends on the library")
                .hint(
                        "if the library is an application, too, declare it: <application>shop.wsgi:application</application>");
    }

    private static Optional<MavenProject> module(Dependency dependency, MavenSession session) {
        return TYPES.contains(dependency.getType())
                ? session.getAllProjects().stream()
                        .filter(one -> one.getPackaging().equals(WheelDependencies.PACKAGING))
                        .filter(one -> one.getGroupId().equals(dependency.getGroupId())
                                && one.getArtifactId().equals(dependency.getArtifactId())
                                && one.getVersion().equals(dependency.getVersion()))
                        .findFirst()
                : Optional.empty();
    }

    /** Returns the folders of their modules. */
    List<Path> sources() {
        return all.stream().map(this::sources).filter(Files::isDirectory).toList();
    }

    private Path sources(MavenProject module) {
        String declared = values(module, "sourceDirectory").findFirst().orElse(DEFAULT_SOURCES);
        return module.getBasedir().toPath().resolve(declared).normalize();
    }

    /**
     * Returns the requirements of their wheels that apply to a target.
     *
     * @param reads receives each file with declarations that is read
     */
    List<DeclaredRequirement> requirements(TargetEnvironment target, Consumer<Path> reads) throws IOException {
        List<DeclaredRequirement> applying = new ArrayList<>();
        for (MavenProject module : all) {
            for (DeclaredRequirement one : requirements(module, reads)) {
                if (one.appliesTo(target.markers())) {
                    applying.add(one);
                }
            }
        }
        return applying;
    }

    private List<DeclaredRequirement> requirements(MavenProject module, Consumer<Path> reads) throws IOException {
        Path base = module.getBasedir().toPath();
        FileScope scope = new ProjectScope(session, module).files().reporting(reads);
        ProjectFolder folder = ProjectFolder.of(base, sources(module));
        Optional<Path> file = folder.pyProject();
        Optional<PyProject> pyProject =
                file.isPresent() ? Optional.of(PyProject.read(file.get(), scope)) : Optional.empty();
        return new LibraryRequirements(
                        values(module, "requirements").toList(),
                        values(module, "requirementsFiles").map(base::resolve).toList(),
                        System.getenv(),
                        scope)
                .read(base, folder.path(), pyProject.filter(PyProject::hasProject), Progress.SILENT);
    }

    /** Returns the texts of a parameter, as the POM of a module configures it. */
    private Stream<String> values(MavenProject module, String parameter) {
        Plugin plugin = module.getPlugin(pywar.getKey());
        if (plugin == null || plugin.getConfiguration() == null) {
            return Stream.empty();
        }
        return ConfigurationElement.of(plugin.getConfiguration()).children().stream()
                .filter(one -> one.name().equals(parameter))
                .flatMap(one -> one.lines().stream());
    }
}
