package io.github.pywar.app.spec;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.source.HookFolder;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.List;
import java.util.Optional;

/**
 * An application as its POM describes it, all text read.
 *
 * @param identity what Maven knows it by
 * @param entry where it begins
 * @param sources folders of its own files; of two different files at one place, that is an error
 * @param project the {@code [project]} table of its {@code pyproject.toml}
 * @param declared what it requires, the server left out
 * @param server what it serves itself with
 * @param target what the archive runs on
 * @param hooks what runs around a deployment, where there is a folder of it
 */
public record AppSpec(
        ProjectCoordinates identity,
        ObjectReference entry,
        List<SourceFolder> sources,
        Optional<PyProject> project,
        DeclaredDependencies declared,
        ServerChoice server,
        TargetEnvironment target,
        Optional<HookFolder> hooks) {

    public AppSpec {
        sources = List.copyOf(sources);
    }

    /** An application without hooks. */
    public AppSpec(
            ProjectCoordinates identity,
            ObjectReference entry,
            List<SourceFolder> sources,
            Optional<PyProject> project,
            DeclaredDependencies declared,
            ServerChoice server,
            TargetEnvironment target) {
        this(identity, entry, sources, project, declared, server, target, Optional.empty());
    }

    /** @return all that must be installed, the server among it */
    public DeclaredDependencies dependencies() {
        return server.joined(declared);
    }

    /** @return the same, without a server of its own */
    public AppSpec withoutServer() {
        return new AppSpec(identity, entry, sources, project, declared, server.without(), target, hooks);
    }

    /** @return the server that is added to what the application itself requires, if one is */
    public Optional<PackageName> addedServer() {
        return server.added(declared).map(PackageName::parse);
    }

    /** @return the server that was to be added, and is not, because every file must have a hash and it has none */
    public Optional<PackageName> missingServer() {
        return server.unhashed(declared).map(PackageName::parse);
    }

    /** @return the name of the server that the archive starts, or {@link ServerChoice#NONE} */
    public String serverName() {
        return server.name(declared);
    }
}
