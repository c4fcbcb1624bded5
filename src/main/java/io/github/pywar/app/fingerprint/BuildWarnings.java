package io.github.pywar.app.fingerprint;

import java.util.ArrayList;
import java.util.List;

/**
 * Warnings of a build, without credentials.
 *
 * @param libraries warnings that apply as long as the libraries and the declarations are the same
 * @param application warnings of the application's own files
 */
public record BuildWarnings(List<String> libraries, List<String> application) {

    public BuildWarnings {
        libraries = List.copyOf(libraries);
        application = List.copyOf(application);
    }

    /** Returns all warnings. */
    public List<String> all() {
        List<String> all = new ArrayList<>(libraries);
        all.addAll(application);
        return all;
    }
}
