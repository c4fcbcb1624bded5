package io.github.pywar.maven;

import io.github.pywar.app.dependency.LocalWheel;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.maven.BuiltWheels.BuiltWheel;
import io.github.pywar.python.build.SharedWheels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.deployment.DeployRequest;
import org.eclipse.aether.deployment.DeploymentException;
import org.eclipse.aether.metadata.Metadata;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ResolutionErrorPolicy;
import org.eclipse.aether.resolution.ResolutionErrorPolicyRequest;

/**
 * Built wheels in Maven repositories, as artifacts of the type {@code whl}. The group is that of the project with the suffix
 * {@code .wheels}, the artifact is the name of the package, and the classifier is the start of the build's hash.
 */
final class RepositoryWheels implements SharedWheels {

    private static final String SUFFIX = ".wheels";
    private static final int CLASSIFIER_LENGTH = 20;

    private final RepositorySystem system;
    private final MavenSession session;
    private final MavenProject project;
    private final Progress progress;

    RepositoryWheels(RepositorySystem system, MavenSession session, MavenProject project, Progress progress) {
        this.system = system;
        this.session = session;
        this.project = project;
        this.progress = progress;
    }

    @Override
    public Optional<Path> find(SharedWheels.Key key, Path folder) throws IOException {
        Optional<Path> found = repository().flatMap(repository -> find(key, repository));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        progress.step(
                "The wheel of `" + key.name() + "` " + key.version() + " comes from a repository: " + artifact(key));
        return Optional.of(LocalWheel.copy(found.get(), folder, artifact(key).toString()));
    }

    @Override
    public void use(SharedWheels.Key key, Path wheel) {
        BuiltWheels.of(session.getRepositorySession()).add(project, key, wheel);
    }

    /**
     * Deploys the wheels that the project uses, unless the repository has them.
     *
     * @throws UserException if the repository rejects a wheel
     */
    void deploy() {
        List<BuiltWheel> wheels = BuiltWheels.of(session.getRepositorySession()).of(project);
        if (wheels.isEmpty()) {
            return;
        }
        RemoteRepository repository = new DeploymentTarget(system, session).of(project, false);
        for (BuiltWheel wheel : wheels) {
            if (find(wheel.key(), repository).isEmpty()) {
                deploy(wheel, repository);
            }
        }
    }

    private void deploy(BuiltWheel wheel, RemoteRepository repository) {
        Artifact artifact = artifact(wheel.key()).setFile(wheel.file().toFile());
        try {
            system.deploy(
                    session.getRepositorySession(),
                    new DeployRequest().addArtifact(artifact).setRepository(repository));
            progress.step("Deployed the built wheel `" + wheel.file().getFileName() + "` as " + artifact
                    + " to repository `" + repository.getId() + "`");
        } catch (DeploymentException e) {
            throw UserException.of("Cannot deploy the built wheel `"
                            + wheel.file().getFileName() + "` as `" + artifact + "`\n    to: repository `"
                            + repository.getId() + "` at `" + repository.getUrl() + "`\n    because: "
                            + e.getMessage())
                    .hint("give the deploying user permission to write `" + artifact.getGroupId() + "`")
                    .hint("or remove <publishBuiltWheels>");
        }
    }

    /** Returns the wheel; empty also if a repository cannot be read, because the wheel can be built. */
    private Optional<Path> find(SharedWheels.Key key, RemoteRepository repository) {
        ArtifactRequest request = new ArtifactRequest(artifact(key), List.of(repository), "pywar:built-wheel");
        try {
            return Optional.of(system.resolveArtifact(withoutFailures(), request)
                    .getArtifact()
                    .getFile()
                    .toPath());
        } catch (ArtifactResolutionException missing) {
            progress.detail("Not in a repository: " + artifact(key) + ": " + missing.getMessage());
            return Optional.empty();
        }
    }

    /** Returns the repository that wheels are deployed to: no other one may know or serve them. */
    private Optional<RemoteRepository> repository() {
        try {
            return Optional.of(new DeploymentTarget(system, session).of(project, false));
        } catch (UserException undeclared) {
            progress.detail("No shared wheels: " + undeclared.what());
            return Optional.empty();
        }
    }

    /** Maven records that an artifact is missing, and does not ask again for a day; a wheel can be deployed any time. */
    private RepositorySystemSession withoutFailures() {
        DefaultRepositorySystemSession fresh = new DefaultRepositorySystemSession(session.getRepositorySession());
        fresh.setResolutionErrorPolicy(new NoFailureCache());
        return fresh;
    }

    /** Policy that records no missing artifact. */
    private static final class NoFailureCache implements ResolutionErrorPolicy {

        @Override
        public int getArtifactPolicy(RepositorySystemSession session, ResolutionErrorPolicyRequest<Artifact> request) {
            return CACHE_DISABLED;
        }

        @Override
        public int getMetadataPolicy(RepositorySystemSession session, ResolutionErrorPolicyRequest<Metadata> request) {
            return CACHE_DISABLED;
        }
    }

    private Artifact artifact(SharedWheels.Key key) {
        return new DefaultArtifact(
                project.getGroupId() + SUFFIX,
                key.name().value(),
                key.hash().substring(0, CLASSIFIER_LENGTH),
                "whl",
                key.version().toString());
    }
}
