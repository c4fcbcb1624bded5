package io.github.pywar.app.library;

import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.List;

/** Source of the libraries of an application: a lock, or a resolution. */
@FunctionalInterface
public interface LibrarySource {

    /** Returns all libraries that the application needs on its target, sorted by name. */
    List<Library> libraries(AppSpec spec, Progress progress) throws IOException;
}
