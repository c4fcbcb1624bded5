package io.github.pywar.maven;

import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.ArtifactTypeRegistry;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * Wheels from Maven repositories: the project's dependencies of type {@code whl} or {@code pywhl} and their transitive dependencies, by
 * Maven's rules. As for a WAR, dependencies of the scopes {@code provided} and {@code test} are not packed.
 */
final class WheelDependencies {

    /** Extension of wheels, and the type of a dependency on one. */
    static final String WHEEL = "whl";

    /** Packaging of libraries. */
    static final String PACKAGING = "pywhl";

    private static final Set<String> SCOPES = Set.of("", "compile", "runtime", "system");

    private final RepositorySystem system;
    private final MavenSession session;
    private final MavenProject project;

    WheelDependencies(RepositorySystem system, MavenSession session, MavenProject project) {
        this.system = system;
        this.session = session;
        this.project = project;
    }

    /** Returns the artifacts, resolved to files. */
    List<Artifact> find() {
        return findBeside(List.of());
    }

    /**
     * Returns the artifacts of the project and of modules, without the wheels of the modules.
     *
     * @param modules libraries of the same build whose sources are used
     */
    List<Artifact> findBeside(List<MavenProject> modules) {
        List<Dependency> declared = declaredBeside(modules);
        if (declared.isEmpty()) {
            return List.of();
        }
        CollectRequest collect = new CollectRequest();
        collect.setDependencies(declared);
        if (project.getDependencyManagement() != null) {
            collect.setManagedDependencies(
                    dependencies(project.getDependencyManagement().getDependencies()));
        }
        collect.setRepositories(project.getRemoteProjectRepositories());
        collect.setRequestContext("pywar:wheel");
        return resolved(new DependencyRequest(collect, (node, parents) -> isPacked(node)));
    }

    private List<Dependency> declaredBeside(List<MavenProject> modules) {
        List<MavenProject> projects = new ArrayList<>(List.of(project));
        projects.addAll(modules);
        Set<String> replaced = new HashSet<>();
        for (MavenProject one : modules) {
            replaced.add(one.getGroupId() + ":" + one.getArtifactId());
        }
        List<Dependency> declared = new ArrayList<>();
        for (MavenProject one : projects) {
            for (Dependency dependency : dependencies(one.getDependencies())) {
                Artifact wheel = dependency.getArtifact();
                if (isPacked(dependency) && !replaced.contains(wheel.getGroupId() + ":" + wheel.getArtifactId())) {
                    declared.add(dependency);
                }
            }
        }
        return declared;
    }

    /** Returns the declared dependencies without their own dependencies. */
    List<Artifact> findDirect() {
        List<Artifact> all = find();
        return dependencies(project.getDependencies()).stream()
                .filter(WheelDependencies::isPacked)
                .map(declared -> all.stream()
                        .filter(found -> isSame(found, declared.getArtifact()))
                        .findFirst())
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isSame(Artifact one, Artifact other) {
        return one.getGroupId().equals(other.getGroupId())
                && one.getArtifactId().equals(other.getArtifactId())
                && one.getExtension().equals(other.getExtension())
                && one.getClassifier().equals(other.getClassifier());
    }

    private List<Artifact> resolved(DependencyRequest request) {
        try {
            return system.resolveDependencies(session.getRepositorySession(), request).getArtifactResults().stream()
                    .map(ArtifactResult::getArtifact)
                    .toList();
        } catch (DependencyResolutionException e) {
            throw unresolved(e.getMessage());
        }
    }

    private UserException unresolved(String cause) {
        Optional<MavenProject> module = session.getAllProjects().stream()
                .filter(one -> PACKAGING.equals(one.getPackaging()))
                .filter(one -> cause.contains(one.getGroupId() + ":" + one.getArtifactId() + ":"))
                .findFirst();
        if (module.isPresent()) {
            return unbuilt(module.get());
        }
        return UserException.of("Cannot find a wheel of the <dependencies>: " + cause)
                .hint("check its coordinates")
                .hint("to put a wheel into a repository, run `mvn deploy:deploy-file -Dpackaging=whl ...`");
    }

    private UserException unbuilt(MavenProject module) {
        String install = "or install the wheel once: `mvn install -pl :" + module.getArtifactId() + " -am`";
        String needed = "\n    needed by: " + project.getArtifactId();
        return session.getProjects().contains(module)
                ? UserException.of("The module `" + module.getArtifactId() + "` of this build has no wheel yet: its"
                                + " phase `package` has not run" + needed)
                        .hint("run the phase before the goal, for example `mvn package pywar:tree`")
                        .hint(install)
                : UserException.of("The module `" + module.getArtifactId() + "` is not built by this run of Maven, and"
                                + " no repository has its wheel" + needed)
                        .hint("build it too: `mvn package -pl :" + project.getArtifactId() + " -am`")
                        .hint(install);
    }

    private List<Dependency> dependencies(List<org.apache.maven.model.Dependency> declared) {
        ArtifactTypeRegistry types = session.getRepositorySession().getArtifactTypeRegistry();
        List<Dependency> dependencies = new ArrayList<>();
        for (org.apache.maven.model.Dependency one : declared) {
            dependencies.add(RepositoryUtils.toDependency(one, types));
        }
        return dependencies;
    }

    private static boolean isPacked(DependencyNode node) {
        return node.getDependency() != null && isPacked(node.getDependency());
    }

    private static boolean isPacked(Dependency dependency) {
        return dependency.getArtifact().getExtension().equals(WHEEL) && SCOPES.contains(dependency.getScope());
    }
}
