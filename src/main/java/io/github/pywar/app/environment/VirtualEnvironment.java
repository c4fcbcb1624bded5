package io.github.pywar.app.environment;

import io.github.pywar.python.interpreter.Interpreter;
import java.nio.file.Path;
import java.util.List;

/**
 * Virtual environment (PEP 405) on this machine, ready to run.
 *
 * @param folder its folder
 * @param base the Python that it was made from
 * @param sources folders of the project's own modules
 */
public record VirtualEnvironment(Path folder, Interpreter base, List<Path> sources) {

    public VirtualEnvironment {
        sources = List.copyOf(sources);
    }

    /** Returns the Python of the environment, which imports its libraries and the project's sources. */
    public Path python() {
        return scripts().resolve("python");
    }

    /** Returns the folder of the console scripts. */
    public Path scripts() {
        return folder.resolve("bin");
    }
}
