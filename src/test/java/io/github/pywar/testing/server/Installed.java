package io.github.pywar.testing.server;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs of the machine that tests need, by the names of Debian's packages. */
public enum Installed {
    APACHE("apache2 libapache2-mod-wsgi-py3", "apache2", "lib/apache2/modules/mod_wsgi.so"),
    UWSGI("uwsgi uwsgi-plugin-python3", "uwsgi", "lib/uwsgi/plugins/python3_plugin.so"),
    NGINX("nginx", "nginx"),
    GUNICORN("gunicorn", "gunicorn"),
    SYSTEM_FLASK("python3-flask", "lib/python3/dist-packages/flask/__init__.py"),
    REDIS("redis-server", "redis-server"),
    OPENSSL("openssl", "openssl"),
    HAPROXY("haproxy", "haproxy"),
    SSHD("openssh-server openssh-client", "sshd", "bin/ssh-keygen"),
    ANSIBLE("ansible-core", "ansible-playbook"),
    ANSIBLE_LINT("ansible-lint", "ansible-lint"),
    IPROUTE("iproute2", "ip"),
    SYSTEM_PYTHON("python3", "python3");

    /** Folders of programs. {@code PATH} is not enough, because it lacks {@code sbin} for most users. */
    private static final List<Path> PREFIXES = List.of(Path.of("/usr"), Path.of("/usr/local"));

    private final String packages;
    private final List<String> parts;

    Installed(String packages, String... parts) {
        this.packages = packages;
        this.parts = List.of(parts);
    }

    /**
     * Skips the calling test if a program is missing. The reason is one command that installs all missing programs.
     * With the environment variable {@code CI} the test fails instead, because CI skips no test.
     */
    public static void require(Installed... required) {
        List<Installed> missing = Stream.of(required)
                .filter(one -> one.parts.stream().anyMatch(part -> find(part).isEmpty()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        String packages = missing.stream().map(one -> one.packages).collect(Collectors.joining(" "));
        String message = "not installed here: apt-get install --yes --no-install-recommends " + packages;
        if (System.getenv("CI") != null) {
            Assertions.fail(message);
        }
        Assumptions.abort(message);
    }

    /** Returns whether this process runs as root, so that servers can change their user. */
    public static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Returns the program, or the first file, of this entry. */
    public Path path() {
        return find(parts.get(0)).orElseThrow(() -> new IllegalStateException("require " + this + " first"));
    }

    /** Returns the package's file with that path below the prefix, such as {@code lib/apache2/modules}. */
    static Path file(String belowPrefix) {
        return find(belowPrefix).orElseThrow(() -> new IllegalStateException("no " + belowPrefix));
    }

    private static Optional<Path> find(String part) {
        Stream<Path> candidates = part.contains("/")
                ? PREFIXES.stream().map(prefix -> prefix.resolve(part))
                : PREFIXES.stream()
                        .flatMap(prefix -> Stream.of("bin", "sbin")
                                .map(folder -> prefix.resolve(folder).resolve(part)));
        return candidates.filter(Files::exists).findFirst();
    }

    @Override
    public String toString() {
        return name() + " (" + String.join(File.pathSeparator, parts) + ")";
    }
}
