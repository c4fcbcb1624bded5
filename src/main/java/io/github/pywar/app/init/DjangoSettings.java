package io.github.pywar.app.init;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Settings of a Django project, as its source declares them.
 *
 * @param module dotted name of the settings module
 * @param texts sources of the module, or of the modules in its package
 */
record DjangoSettings(String module, List<SourceFile> texts) {

    private static final Pattern MODULE =
            Pattern.compile("DJANGO_SETTINGS_MODULE[\"']\\s*[,\\]]\\s*=?\\s*[\"']([\\w.]+)[\"']");
    private static final Pattern APPLICATION = Pattern.compile("(?m)^WSGI_APPLICATION\\s*=\\s*[\"']([\\w.]+)[\"']");
    private static final Pattern STATIC_FILES = Pattern.compile("[\"'](django\\.contrib\\.staticfiles)[\"']");
    private static final Pattern SQLITE = Pattern.compile("[\"'](django\\.db\\.backends\\.sqlite3)[\"']");
    private static final Pattern DATABASES = Pattern.compile("(?m)^[ \\t]*(DATABASES)\\b");
    private static final Pattern STATIC_ROOT = Pattern.compile("(?m)^(STATIC_ROOT)\\b");

    /** Returns the references that {@code WSGI_APPLICATION} names anywhere in the project. */
    static List<String> applications(ProjectSources sources) {
        return sources.all()
                .flatMap(file -> file.value(APPLICATION).stream())
                .map(name -> name.replaceFirst("\\.(\\w+)$", ":$1"))
                .toList();
    }

    /** Returns the settings module that a module selects. */
    static Optional<String> selectedBy(SourceFile file) {
        return file.value(MODULE);
    }

    /** Finds the settings that the application's own module, or {@code manage.py}, selects. */
    static Optional<DjangoSettings> of(Candidate application, ProjectSources sources) {
        String root = application.root();
        Stream<SourceFile> manage =
                sources.named("manage.py").filter(file -> file.folder().equals(root));
        return Stream.concat(Stream.of(application.file()), manage)
                .flatMap(file -> selectedBy(file).stream())
                .findFirst()
                .map(module -> new DjangoSettings(module, texts(module, root, sources)));
    }

    private static List<SourceFile> texts(String module, String root, ProjectSources sources) {
        String folder = sources.module(module, root).map(SourceFile::folder).orElse("");
        boolean isAlone = sources.module(module, root)
                .filter(file -> file.path().endsWith("settings.py"))
                .isPresent();
        return isAlone
                ? sources.module(module, root).stream().toList()
                : sources.all().filter(file -> file.folder().equals(folder)).toList();
    }

    private boolean has(Pattern pattern) {
        return texts.stream().anyMatch(file -> file.value(pattern).isPresent());
    }

    /** Returns whether the name of the module is that of settings for development. */
    boolean isForDevelopment() {
        return module.matches("(.*[._])?(dev|develop|development|local|test)");
    }

    boolean hasStaticFiles() {
        return has(STATIC_FILES);
    }

    boolean hasStaticRoot() {
        return has(STATIC_ROOT);
    }

    boolean hasDatabase() {
        return has(DATABASES);
    }

    boolean hasSqlite() {
        return has(SQLITE);
    }
}
