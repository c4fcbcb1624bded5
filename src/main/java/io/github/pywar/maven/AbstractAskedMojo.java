package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import org.apache.maven.model.Plugin;

/** A goal that a person asks for, often for a whole reactor: its projects that make no archive are passed over. */
abstract class AbstractAskedMojo extends AbstractAppMojo {

    AbstractAskedMojo(MavenServices services) {
        super(services);
    }

    /** The goal's work in a project that makes an archive. */
    abstract void answer(Progress progress) throws IOException;

    @Override
    final void run(Progress progress) throws IOException {
        if (!isMeant()) {
            progress.step("Passed over: this project makes no archive");
            return;
        }
        UnknownParameters.tell(project, execution, progress);
        answer(progress);
    }

    @Override
    final boolean isMeant() {
        return session.getProjects().size() == 1 || makesAnArchive();
    }

    /** Alone, a project is always meant: then it is told what its POM does not say. */
    private boolean makesAnArchive() {
        Plugin plugin = project.getPlugin(execution.getPlugin().getKey());
        return project.getPackaging().equals(DeployedArtifact.TYPE)
                || plugin != null && !plugin.getExecutions().isEmpty();
    }
}
