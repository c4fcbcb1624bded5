package io.github.pywar.app.library;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.List;

/** Where the libraries of an application come from. */
@FunctionalInterface
public interface LibrarySource {

    /** @return all that the application needs on its target, sorted by name */
    List<Library> libraries(AppSpec spec, Progress progress) throws IOException;
}
