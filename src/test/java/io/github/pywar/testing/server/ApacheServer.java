package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Apache with mod_wsgi's daemon processes, by default one group of them for each application. */
public final class ApacheServer implements ServerRecipe {

    private final Path folder;
    private final int port = Port.free();
    private final List<App> apps = new ArrayList<>();
    private final StringBuilder more = new StringBuilder();

    private record App(String mount, Path entry, String group) {

        /** Returns the option {@code python-home}: a tree with a {@code pyvenv.cfg} is a virtual environment. */
        String home() {
            Path home = entry.getParent();
            return Files.exists(home.resolve("pyvenv.cfg")) ? " python-home=" + home : "";
        }
    }

    /** @param folder the folder of its configuration, sockets and log; open to every user */
    public ApacheServer(Path folder) {
        this.folder = folder;
    }

    /** Mounts a bundle's {@code wsgi.py} in its own group of processes. */
    public ApacheServer app(String mount, Path bundle) {
        return app(mount, bundle, "app" + (apps.size() + 1));
    }

    /** Mounts a bundle's {@code wsgi.py} in the processes of that group. */
    public ApacheServer app(String mount, Path bundle, String group) {
        apps.add(new App(mount, bundle.resolve("wsgi.py"), group));
        return this;
    }

    /** Adds lines to its configuration. */
    public ApacheServer lines(String text) {
        more.append(text);
        return this;
    }

    @Override
    public ServerProcess launch() {
        Path file = folder.resolve("apache.conf");
        try {
            Files.writeString(file, configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ServerCommand.in(folder, List.of(Installed.APACHE.path().toString(), "-DFOREGROUND", "-f", "" + file))
                .launch(ServerCommand.uri("http", port));
    }

    private String configuration() {
        StringBuilder text = new StringBuilder(
                """
                ServerRoot "%1$s"
                ServerName 127.0.0.1
                Listen 127.0.0.1:%2$d
                PidFile "%1$s/apache.pid"
                DefaultRuntimeDir "%1$s"
                ErrorLog "%3$s"
                LogLevel info
                LoadModule mpm_event_module %4$s/mod_mpm_event.so
                LoadModule authz_core_module %4$s/mod_authz_core.so
                LoadModule alias_module %4$s/mod_alias.so
                LoadModule mime_module %4$s/mod_mime.so
                TypesConfig /etc/mime.types
                LoadModule wsgi_module %4$s/mod_wsgi.so
                WSGISocketPrefix "%1$s/wsgi"
                WSGIRestrictEmbedded On
                """.formatted(folder, port, ServerCommand.logFile(folder), Installed.file("lib/apache2/modules")));
        if (Installed.isRoot()) {
            text.append("User www-data\nGroup www-data\n");
        }
        groups().forEach((group, home) -> text.append("WSGIDaemonProcess %s threads=5%s%n".formatted(group, home)));
        apps.forEach(app -> text.append(mounting(app)));
        return text.append(more).toString();
    }

    private Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        apps.forEach(app -> groups.putIfAbsent(app.group(), app.home()));
        return groups;
    }

    private static String mounting(App app) {
        return """
                WSGIScriptAlias %s "%s" process-group=%s application-group=%%{GLOBAL}
                <Directory "%s">
                    Require all granted
                </Directory>
                """.formatted(app.mount(), app.entry(), app.group(), app.entry().getParent());
    }
}
