package io.github.pywar.app.init;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files of new projects. The plugin's jar is also a Maven archetype with the same files. */
final class ProjectTemplate {

    private static final String FOLDER = "/archetype-resources/";
    private static final String SOURCES = "src/main/python/";
    private static final String PACKAGE = "__module__";
    private static final String MODULE = "${module}";

    static final String MIGRATE = "src/main/hooks/pre-deploy/10-migrate.py";
    static final String COLLECT_STATIC = "src/main/hooks/pre-deploy/20-collectstatic.py";

    /** Files of each template, below the folder of its framework. */
    static final Map<Framework, List<String>> FILES = Map.of(
            Framework.DJANGO,
            List.of(
                    "requirements.txt",
                    MIGRATE,
                    COLLECT_STATIC,
                    SOURCES + "manage.py",
                    SOURCES + PACKAGE + "/settings.py",
                    SOURCES + PACKAGE + "/urls.py",
                    SOURCES + PACKAGE + "/views.py",
                    SOURCES + PACKAGE + "/asgi.py",
                    SOURCES + PACKAGE + "/wsgi.py"),
            Framework.FLASK,
            List.of("requirements.txt", SOURCES + PACKAGE + "/app.py"),
            Framework.FASTAPI,
            List.of("requirements.txt", SOURCES + PACKAGE + "/main.py"),
            Framework.WSGI,
            List.of("requirements.txt", SOURCES + PACKAGE + "/app.py"));

    private ProjectTemplate() {}

    /** Returns the files of a new application, by path; its POM is not among them. */
    static Map<String, String> files(Framework framework, String module) {
        Map<String, String> files = new TreeMap<>();
        files.put(SOURCES + module + "/__init__.py", "");
        for (String path : FILES.get(framework)) {
            String text = text(framework.key() + "/" + path);
            files.put(path.replace(PACKAGE, module), text.replace(MODULE, module));
        }
        return files;
    }

    /** Returns a hook of Django for a settings module. */
    static String hook(String path, String settings) {
        return text(Framework.DJANGO.key() + "/" + path).replace(MODULE + ".settings", settings);
    }

    /** Returns the text of a file below {@code archetype-resources}. */
    static String text(String path) {
        try (InputStream in = ProjectTemplate.class.getResourceAsStream(FOLDER + path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
