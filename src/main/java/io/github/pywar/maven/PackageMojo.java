package io.github.pywar.maven;

import io.github.pywar.app.task.PackageApp;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Packs the application, its libraries and its server-side tool into one archive, which becomes the project's artifact,
 * or stands beside it in a project of another packaging.
 */
@Mojo(name = "package", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class PackageMojo extends AbstractAppMojo {

    @Inject
    PackageMojo(MavenServices services) {
        super(services);
    }

    @Override
    void run(Progress progress) throws IOException {
        String classified = hasClassifier() ? "-" + classifier : "";
        Path archive = outputDirectory.toPath().resolve(finalName + classified + "." + DeployedArtifact.TYPE);
        new PackageApp(progress).run(request(progress), archive);
        attach(archive.toFile());
    }

    private void attach(File archive) {
        if (DeployedArtifact.TYPE.equals(project.getPackaging()) && !hasClassifier()) {
            project.getArtifact().setFile(archive);
        } else {
            String qualifier = hasClassifier() ? classifier : null;
            services.projects().attachArtifact(project, DeployedArtifact.TYPE, qualifier, archive);
        }
    }

    private boolean hasClassifier() {
        return classifier != null && !classifier.isBlank();
    }
}
