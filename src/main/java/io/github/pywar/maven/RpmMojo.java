package io.github.pywar.maven;

import io.github.pywar.app.external.ExternalLibraries;
import io.github.pywar.app.ospackage.BuildPackage;
import io.github.pywar.app.ospackage.PackageFormat;
import io.github.pywar.app.ospackage.PackageWriter;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes a package for Red Hat, SUSE and their relatives with the application, its systemd units and its user, and attaches
 * it. It needs no program of rpm on the build machine.
 *
 * @since 1.0.0
 */
@Mojo(name = "rpm", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class RpmMojo extends AbstractPackageMojo {

    private final MavenServices services;

    @Inject
    RpmMojo(MavenServices services) {
        this.services = services;
    }

    @Override
    void run(Progress progress) throws IOException {
        ExternalArtifacts packager = new ExternalArtifacts(services.repositories(), session, project, "rpm");
        try (ExternalLibraries libraries = packager.load("packager-rpm", "io.github.pywar.app.rpm.RpmWriter")) {
            PackageWriter writer = libraries.create(PackageWriter.class);
            BuildPackage task = new BuildPackage(PackageFormat.RPM, writer, progress);
            for (Artifact archive : ProjectArchive.allOf(project)) {
                AttachedPackage.write(task, archive, new PackageReader(this).settings(), outputDirectory)
                        .attach(services.projects(), project, "rpm");
            }
        }
    }
}
