package io.github.pywar.testing.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** nginx as a file server with listings, as a repository for uploads (WebDAV), and as a reverse proxy. */
public final class NginxServer implements ServerRecipe {

    private final Path folder;
    private final int port = Port.free();
    private final StringBuilder locations = new StringBuilder();
    private final StringBuilder upstreams = new StringBuilder();
    private final StringBuilder sites = new StringBuilder();
    private boolean secure;

    /** @param folder the folder of its configuration, certificate and log */
    public NginxServer(Path folder) {
        this.folder = folder;
    }

    /** Serves over https, with its own certificate ({@link #certificate()}). */
    public NginxServer secure() {
        secure = true;
        return this;
    }

    /** Returns the certificate, in PEM, that a client of the secure server must trust. */
    public Path certificate() {
        return folder.resolve("certificate.pem");
    }

    /** Serves a folder's files, and its listings as HTML pages. */
    public NginxServer files(String path, Path files) {
        locations.append("location %s { alias %s/; autoindex on; }%n".formatted(path, files));
        return this;
    }

    /** Serves a folder's files and listings without support for ranges. */
    public NginxServer filesWithoutRanges(String path, Path files) {
        locations.append("location %s { alias %s/; autoindex on; max_ranges 0; }%n".formatted(path, files));
        return this;
    }

    /** Serves a folder's files and listings to that user only. */
    public NginxServer filesFor(String path, Path files, String user, String password) {
        Path users = write("readers", user + ":{PLAIN}" + password + "\n");
        locations.append("location %s { alias %s/; autoindex on; auth_basic \"files\"; auth_basic_user_file \"%s\"; }%n"
                .formatted(path, files, users));
        return this;
    }

    /** Serves a folder's files to every client and accepts uploads of that user. */
    public NginxServer uploads(String path, Path files, String user, String password) {
        locations.append("""
                location %s {
                    alias %s/;
                    dav_methods PUT DELETE;
                    create_full_put_path on;
                    limit_except GET { auth_basic "uploads"; auth_basic_user_file "%s"; }
                }
                """.formatted(path, files, write("users", user + ":{PLAIN}" + password + "\n")));
        return this;
    }

    /** Forwards requests over kept-alive connections, and retries once if the server closed the connection. */
    public NginxServer proxy(String path, URI upstream) {
        String name = "upstream" + upstreams.length();
        upstreams.append("upstream %s { server %s; keepalive 16; }%n".formatted(name, upstream.getAuthority()));
        locations.append("""
                location %s {
                    proxy_pass http://%s;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_set_header Host $http_host;
                }
                """.formatted(path, name));
        return this;
    }

    /** Serves the site that {@code config nginx} prints. Only its address and its upstream are replaced. */
    public NginxServer site(String printed, URI upstream) {
        sites.append("include /etc/nginx/mime.types;\n")
                .append(printed.replace("listen 80;", "listen 127.0.0.1:" + port + (secure ? encryption() : "") + ";")
                        .replace("127.0.0.1:8000", upstream.getAuthority()));
        return this;
    }

    @Override
    public ServerProcess launch() {
        if (secure) {
            makeCertificate();
        }
        Path file = write("nginx.conf", configuration());
        List<String> words = List.of(
                Installed.NGINX.path().toString(), "-p", folder.toString(), "-c", file.toString(), "-e", "stderr");
        return ServerCommand.in(folder, words).launch(ServerCommand.uri(secure ? "https" : "http", port));
    }

    private String configuration() {
        String user = Installed.isRoot() ? "user root;\n" : "";
        return user + """
                daemon off;
                pid "%1$s/nginx.pid";
                error_log stderr notice;
                worker_processes 1;
                events { worker_connections 512; }
                http {
                    access_log off;
                    client_max_body_size 0;
                    client_body_temp_path "%1$s/body";
                    proxy_temp_path "%1$s/proxy";
                    fastcgi_temp_path "%1$s/fastcgi";
                    uwsgi_temp_path "%1$s/uwsgi";
                    scgi_temp_path "%1$s/scgi";
                    keepalive_requests 1000000;
                %2$s
                %3$s
                }
                """.formatted(folder, sites.isEmpty() ? server() : sites, upstreams);
    }

    private String server() {
        return """
                server {
                    listen 127.0.0.1:%d%s;
                    server_name localhost;
                %s
                }
                """.formatted(port, secure ? encryption() : "", locations);
    }

    private String encryption() {
        return " ssl;\nssl_certificate \"%s\";%nssl_certificate_key \"%s\"".formatted(certificate(), key());
    }

    private Path key() {
        return folder.resolve("key.pem");
    }

    private void makeCertificate() {
        String request = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout key.pem -out certificate.pem";
        List<String> words = new ArrayList<>(List.of(Installed.OPENSSL.path().toString()));
        words.addAll(List.of(request.split(" ")));
        ServerCommand.in(folder, words).run();
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
