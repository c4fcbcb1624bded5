package io.github.pywar.app.spec;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.process.ProcessType;
import io.github.pywar.app.source.HookFolder;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.List;
import java.util.Optional;

/**
 * Specification of an application: its POM, parsed.
 *
 * @param identity its Maven coordinates
 * @param entry the object that servers load
 * @param sources folders of its own files; two different files at one path are an error
 * @param project its {@code pyproject.toml}
 * @param declared its dependencies, without an added server
 * @param server that the archive contains
 * @param target that the archive runs on
 * @param hooks of its deployment
 * @param processes beside the server
 */
public record AppSpec(
        ProjectCoordinates identity,
        ObjectReference entry,
        List<SourceFolder> sources,
        Optional<PyProject> project,
        DeclaredDependencies declared,
        ServerChoice server,
        TargetEnvironment target,
        Optional<HookFolder> hooks,
        List<ProcessType> processes) {

    public AppSpec {
        sources = List.copyOf(sources);
        processes = List.copyOf(processes);
    }

    /** Application without hooks and without processes beside the server. */
    public AppSpec(
            ProjectCoordinates identity,
            ObjectReference entry,
            List<SourceFolder> sources,
            Optional<PyProject> project,
            DeclaredDependencies declared,
            ServerChoice server,
            TargetEnvironment target) {
        this(identity, entry, sources, project, declared, server, target, Optional.empty(), List.of());
    }

    /** Returns the dependencies to install, including the server. */
    public DeclaredDependencies dependencies() {
        return server.joined(declared);
    }

    /** Returns the same application without an added server. */
    public AppSpec withoutServer() {
        return new AppSpec(identity, entry, sources, project, declared, server.without(), target, hooks, processes);
    }

    /** Returns the same application with other dependencies. */
    public AppSpec declaring(DeclaredDependencies other) {
        return new AppSpec(identity, entry, sources, project, other, server, target, hooks, processes);
    }

    /** Returns the same application for another target. Its dependencies must be those that apply there. */
    public AppSpec on(TargetEnvironment other) {
        return new AppSpec(identity, entry, sources, project, declared, server, other, hooks, processes);
    }

    /** Returns the server that is added to the application's own requirements. */
    public Optional<PackageName> addedServer() {
        return name(server.added(declared));
    }

    /** Returns the server that cannot be added, because every requirement must have a hash. */
    public Optional<PackageName> missingServer() {
        return name(server.unhashed(declared));
    }

    private static Optional<PackageName> name(Optional<String> text) {
        return text.isPresent() ? Optional.of(PackageName.parse(text.get())) : Optional.empty();
    }

    /** Returns the name of the server that the archive starts, or {@link ServerChoice#NONE}. */
    public String serverName() {
        return server.name(declared);
    }
}
