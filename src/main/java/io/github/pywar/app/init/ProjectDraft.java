package io.github.pywar.app.init;

import java.util.List;
import java.util.Map;

/**
 * Files for a project that are not written yet.
 *
 * @param files text by path, relative to the project
 * @param assumptions what was found, and where
 * @param checks what the user should look at
 */
record ProjectDraft(Map<String, String> files, List<String> assumptions, List<String> checks) {

    ProjectDraft {
        files = Map.copyOf(files);
        assumptions = List.copyOf(assumptions);
        checks = List.copyOf(checks);
    }
}
