package io.github.pywar.app.source;

import java.util.List;
import java.util.stream.Stream;

/** Files that are excluded by default, as globs in the notation of {@code <excludes>}. */
final class DefaultExcludes {

    /** Files that often contain a password, a private key or real data. Case is ignored, and each exclusion is reported. */
    static final List<String> SECRETS = List.of(
            "**/.env*",
            "**/*.env",
            "**/*.pem",
            "**/*.key",
            "**/*.p12",
            "**/*.pfx",
            "**/*.jks",
            "**/*.keystore",
            "**/*.ppk",
            "**/id_rsa*",
            "**/id_dsa*",
            "**/id_ecdsa*",
            "**/id_ed25519*",
            "**/*.sqlite3",
            "**/.netrc",
            "**/.htpasswd",
            "**/.pypirc",
            "**/.git-credentials",
            "**/pip.conf",
            "**/uv.toml");

    /**
     * Targets that a link in the sources must not have: the files above, and the folders in which version control and tools
     * store passwords. Case is ignored.
     */
    static final List<String> SECRET_TARGETS = Stream.concat(
                    SECRETS.stream(),
                    Stream.of(
                            "**/.git",
                            "**/.git/**",
                            "**/.hg",
                            "**/.hg/**",
                            "**/.svn",
                            "**/.svn/**",
                            "**/.ssh",
                            "**/.ssh/**",
                            "**/.aws",
                            "**/.aws/**"))
            .toList();

    /** Other excluded files: version control, dot-files, caches, compiled files, build results. */
    static final List<String> NOISE = List.of(
            "**/.*",
            "**/.*/**",
            "**/__pycache__/**",
            "**/*.pyc",
            "**/*.pyo",
            "**/*.egg-info/**",
            "**/node_modules/**",
            "**/CVS/**",
            "venv/**",
            "target/**",
            "tests/**",
            "pom.xml");

    private DefaultExcludes() {}
}
