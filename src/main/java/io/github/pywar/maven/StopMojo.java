package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Stops the servers that {@code pywar:start} has started in this module, with all their processes.
 *
 * @since 1.0.0
 */
@Mojo(name = "stop", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST, threadSafe = true)
public final class StopMojo extends AbstractPywarMojo {

    @Override
    void run(Progress progress) throws IOException {
        if (!StartedServers.of(session, project).stop()) {
            progress.detail("This module has started no server in this run of Maven");
        }
    }
}
