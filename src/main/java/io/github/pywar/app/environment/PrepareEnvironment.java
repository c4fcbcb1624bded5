package io.github.pywar.app.environment;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.library.LibrarySource;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Prepares a virtual environment: creates it, or changes what differs from the requested libraries. Packages that the user
 * installed in addition are kept.
 */
public final class PrepareEnvironment {

    /**
     * Request for an environment.
     *
     * @param folder of the environment; it need not exist
     * @param label the name of the folder in messages, for example {@code .venv}
     * @param python that the environment is made from
     * @param spec the application; its target is that of the libraries
     * @param libraries to install
     * @param sources folders from which the environment imports the project's own modules, in their order
     * @param unpacked folder of the cache of unpacked files
     * @param now for the removal of unused cached files
     */
    public record Request(
            Path folder,
            String label,
            Interpreter python,
            AppSpec spec,
            LibrarySource libraries,
            List<Path> sources,
            Path unpacked,
            Instant now) {

        public Request {
            folder = folder.toAbsolutePath().normalize();
            sources = List.copyOf(sources);
        }
    }

    private final Progress progress;

    /** @param progress receives each step */
    public PrepareEnvironment(Progress progress) {
        this.progress = progress;
    }

    /**
     * Prepares the environment. An environment that is as requested is not changed.
     *
     * @param recorder receives the result, before another process can change the environment
     * @throws io.github.pywar.base.error.UserException if the folder is not an environment of pywar, or the libraries
     *     cannot be determined
     */
    public VirtualEnvironment run(Request request, PreparedEnvironment.Recorder recorder) throws IOException {
        VirtualEnvironment prepared = new VirtualEnvironment(request.folder(), request.python(), request.sources());
        EnvironmentFolder folder = new EnvironmentFolder(request.folder());
        folder.checkOwner();
        List<Library> libraries = request.libraries().libraries(request.spec(), progress);
        EnvironmentLock.run(request.folder(), progress, () -> {
            folder.checkOwner(); // another tool may have made one while the libraries were determined
            EnvironmentState state = folder.open(request.python(), progress);
            boolean isRepaired = new EnvironmentUpdate(folder, request, progress).run(state, libraries);
            if (isRepaired) {
                return; // its warnings do not apply to later runs
            }
            recorder.record(PreparedEnvironment.of(prepared, libraries.size()));
        });
        return prepared;
    }
}
