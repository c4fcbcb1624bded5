package io.github.pywar.maven;

import io.github.pywar.app.spec.DetectTarget;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
            return;
        }
        Optional<Path> selected = hostPython(progress);
        if (selected.isPresent()) {
            task.run(Interpreter.probe(selected.get()).orElseThrow(() -> noPython(selected.get())));
        } else {
            task.run(Interpreters.of(System.getenv())
                    .first()
                    .orElseThrow(() -> UserException.of("There is no Python 3 on the PATH")
                            .hint("name one: -Dpywar.pythonExecutable=/usr/bin/python3")
                            .hint("or describe a server: -Dpywar.detectFrom=FILE")));
        }
    }

    private static UserException noPython(Path selected) {
        return UserException.of("`" + selected + "` is not a Python 3 that runs\n    from: <pythonExecutable>")
                .hint("name a file that starts a Python, for example /usr/bin/python3");
    }
}
