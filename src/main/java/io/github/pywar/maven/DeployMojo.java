package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Reads back the archive that Maven has just deployed, compares it with the built archive, and writes the receipt {@code
 * target/pywar/deployment.json}. Maven's own goal of this phase deploys the archive; this goal deploys only the wheels of
 * {@code publishBuiltWheels}.
 *
 * @since 1.0.0
 */
@Mojo(name = "deploy", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class DeployMojo extends AbstractPywarMojo {

    /**
     * Skip the check of the deployed archive.
     *
     * <p>Default: {@code false}. Example: {@code -Dpywar.deploy.skip}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.deploy.skip", defaultValue = "false")
    private boolean skipDeploy;

    @Parameter(property = "maven.deploy.skip", defaultValue = "false", readonly = true)
    private boolean skipMavenDeploy;

    @Parameter(defaultValue = "${project.build.directory}/pywar", readonly = true)
    private File folder;

    private final RepositorySystem repositorySystem;

    @Inject
    DeployMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    @Override
    void run(Progress progress) throws IOException {
        if (skipDeploy || skipMavenDeploy) {
            progress.step("Skipped: " + (skipDeploy ? "pywar" : "maven") + ".deploy.skip is set");
            return;
        }
        new RepositoryWheels(repositorySystem, session, project, progress).deploy();
        DeploymentCheck check = new DeploymentCheck(repositorySystem, session, project);
        for (Artifact archive : ProjectArchive.allOf(project)) {
            check.run(new ArchiveCheck(
                    RepositoryUtils.toArtifact(archive),
                    ProjectArchive.signaturesOf(archive, project),
                    folder.toPath(),
                    progress));
        }
    }
}
