package io.github.pywar.app.init;

import io.github.pywar.python.target.PythonVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A project whose files {@code init} wrote.
 *
 * @param files paths of the written files, sorted
 * @param assumptions what was found, and where
 * @param checks what the user should look at
 */
record InitProject(List<String> files, List<String> assumptions, List<String> checks) {

    /**
     * Writes the files of a request: a POM if the folder has Python modules, a new application otherwise.
     *
     * @throws io.github.pywar.base.error.UserException if the application is not clear, a value is not valid, or a file exists
     */
    static InitProject write(InitRequest request) throws IOException {
        request.python().filter(text -> !text.equals("detect")).ifPresent(PythonVersion::parse);
        ProjectSources sources = ProjectSources.of(request.folder());
        ProjectDraft draft =
                sources.isEmpty() ? new NewProject(request).draft() : new ExistingProject(request, sources).draft();
        Map<String, String> files = new TreeMap<>(draft.files());
        files.putAll(JvmOptions.files(request.folder()));
        NewFiles.write(request.folder(), files);
        return new InitProject(List.copyOf(files.keySet()), draft.assumptions(), draft.checks());
    }
}
