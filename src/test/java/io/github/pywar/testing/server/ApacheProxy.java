package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * Apache as a forward proxy that requires a user and a password. It forwards requests, and opens tunnels for https
 * (CONNECT).
 */
public final class ApacheProxy implements ServerRecipe {

    private final Path folder;
    private final int port = Port.free();

    /** @param folder the folder of its configuration, users and logs */
    public ApacheProxy(Path folder, String user, String password) {
        this.folder = folder;
        write("users", user + ":{SHA}" + sha1(password) + "\n");
    }

    private static String sha1(String password) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the status, the user and the first line of each request. */
    public List<String> requests() {
        try {
            return Files.readAllLines(folder.resolve("access.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ServerProcess launch() {
        Path file = write(
                "apache.conf",
                CONFIGURATION.formatted(
                        folder, port, ServerCommand.logFile(folder), Installed.file("lib/apache2/modules")));
        return ServerCommand.in(folder, List.of(Installed.APACHE.path().toString(), "-DFOREGROUND", "-f", "" + file))
                .launch(ServerCommand.uri("http", port));
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String CONFIGURATION = """
            ServerRoot "%1$s"
            ServerName 127.0.0.1
            Listen 127.0.0.1:%2$d
            PidFile "%1$s/apache.pid"
            DefaultRuntimeDir "%1$s"
            ErrorLog "%3$s"
            LoadModule mpm_event_module %4$s/mod_mpm_event.so
            LoadModule authn_core_module %4$s/mod_authn_core.so
            LoadModule authn_file_module %4$s/mod_authn_file.so
            LoadModule authz_core_module %4$s/mod_authz_core.so
            LoadModule authz_user_module %4$s/mod_authz_user.so
            LoadModule auth_basic_module %4$s/mod_auth_basic.so
            LoadModule proxy_module %4$s/mod_proxy.so
            LoadModule proxy_http_module %4$s/mod_proxy_http.so
            LoadModule proxy_connect_module %4$s/mod_proxy_connect.so
            CustomLog "%1$s/access.log" "%%>s %%u %%r"
            ProxyRequests On
            AllowCONNECT 443 1024-65535
            <Proxy "*">
                AuthType Basic
                AuthName "proxy"
                AuthUserFile "%1$s/users"
                Require valid-user
            </Proxy>
            """;
}
