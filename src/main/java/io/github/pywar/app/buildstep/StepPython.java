package io.github.pywar.app.buildstep;

import io.github.pywar.app.environment.HostTarget;
import io.github.pywar.app.environment.VirtualEnvironment;
import io.github.pywar.app.library.Library;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.List;

/** Python of this machine that runs build steps, chosen as for tests. It is asked for only if there are steps. */
public interface StepPython {

    /**
     * Finds the Python.
     *
     * @throws io.github.pywar.base.error.UserException if this machine has none
     */
    HostTarget host(Progress progress) throws IOException;

    /**
     * Prepares an environment with the libraries of the archive.
     *
     * @param libraries of the archive; on a machine unlike the target, other files of the same versions are installed
     */
    VirtualEnvironment prepare(List<Library> libraries, Progress progress) throws IOException;
}
