package io.github.pywar.maven;

import io.github.pywar.app.wheel.BuildWheel;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Packs a library of pure Python as a wheel, without Python. The wheel is the artifact of a project with the packaging
 * {@code pywhl}, or is attached to a project of another packaging.
 *
 * @since 1.0.0
 */
@Mojo(name = "wheel", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class WheelMojo extends AbstractLibraryMojo {

    @Inject
    WheelMojo(MavenServices services) {
        super(services);
    }

    @Override
    void run(Progress progress) throws IOException {
        warnOfUnknownParameters(progress);
        BuildWheel.Request request = new WheelReader(this).request(progress);
        Path wheel = new BuildWheel(progress).run(request, outputDirectory.toPath());
        if (WheelDependencies.PACKAGING.equals(project.getPackaging())) {
            project.getArtifact().setFile(wheel.toFile());
        } else {
            services.projects().attachArtifact(project, WheelDependencies.WHEEL, wheel.toFile());
        }
    }
}
