package io.github.pywar.maven;

import io.github.pywar.app.ospackage.BuildPackage;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes a package for Debian and Ubuntu with the application, its systemd units and its user, and attaches it. It needs no
 * program of Debian on the build machine.
 *
 * @since 1.0.0
 */
@Mojo(name = "deb", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class DebMojo extends AbstractPackageMojo {

    private final MavenServices services;

    @Inject
    DebMojo(MavenServices services) {
        this.services = services;
    }

    @Override
    void run(Progress progress) throws IOException {
        BuildPackage task = BuildPackage.deb(progress);
        for (Artifact archive : ProjectArchive.allOf(project)) {
            AttachedPackage.write(task, archive, new PackageReader(this).settings(), outputDirectory)
                    .attach(services.projects(), project, "deb");
        }
    }
}
