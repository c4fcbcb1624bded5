package io.github.pywar.maven;

import io.github.pywar.app.spec.DetectTarget;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints the Python, the platform and the C library of a server as elements for the POM. Without parameters it describes
 * this machine.
 *
 * @since 1.0.0
 */
@Mojo(name = "detect", threadSafe = true, requiresProject = false)
public final class DetectMojo extends AbstractPywarMojo {

    /**
     * File with the text that {@code python3 ARCHIVE info --target} printed on the server; or {@code build-details.json} of
     * the server's Python, 3.14 or later (PEP 739).
     *
     * <p>Default: none, this machine is described. Example: {@code -Dpywar.detectFrom=server.txt}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.detectFrom")
    private File detectFrom;

    @Override
    void run(Progress progress) throws IOException {
        DetectTarget task = new DetectTarget(progress);
        if (detectFrom != null) {
            task.run(detectFrom.toPath());
        } else {
            task.run(HostPython.of(this).described(progress));
        }
    }
}
