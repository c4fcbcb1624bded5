package io.github.pywar.app.init;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hooks for a Django project: migrations, and static files.
 *
 * @param sources modules of the project
 * @param assumptions receives what was found
 * @param checks receives what the user should look at
 */
record DjangoHooks(ProjectSources sources, List<String> assumptions, List<String> checks) {

    /** Adds the hooks to the files. */
    void add(Candidate application, Map<String, String> files) {
        Optional<DjangoSettings> found = DjangoSettings.of(application, sources);
        if (found.isEmpty()) {
            checks.add("hooks: none was written, because no module sets DJANGO_SETTINGS_MODULE");
            return;
        }
        DjangoSettings settings = found.get();
        assumptions.add("Settings: `" + settings.module() + "`");
        if (settings.isForDevelopment()) {
            checks.add(
                    "settings: for others on the servers, set DJANGO_SETTINGS_MODULE in `shared/env` of the deployment");
        }
        if (settings.hasDatabase()) {
            files.put(ProjectTemplate.MIGRATE, ProjectTemplate.hook(ProjectTemplate.MIGRATE, settings.module()));
            checks.add("hooks: `migrate` runs before each switch (" + ProjectTemplate.MIGRATE + ")");
        }
        if (settings.hasStaticFiles()) {
            files.put(
                    ProjectTemplate.COLLECT_STATIC,
                    ProjectTemplate.hook(ProjectTemplate.COLLECT_STATIC, settings.module()));
            checks.add("static files: `collectstatic` writes to `shared/static` of a deployment"
                    + (settings.hasStaticRoot() ? ", not to STATIC_ROOT of the settings" : ""));
        }
        if (settings.hasSqlite()) {
            checks.add(
                    "database: an SQLite file in the release is left behind by the next release; let the settings read"
                            + " its path from the environment");
        }
    }
}
