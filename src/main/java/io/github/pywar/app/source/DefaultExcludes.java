package io.github.pywar.app.source;

import java.util.List;
import java.util.stream.Stream;

/** What an archive never carries unless asked to, in the globs of {@code <excludes>}. */
final class DefaultExcludes {

    /** Files that often hold a password, a private key or real data, in any case of letters; leaving them out is told. */
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
     * What a link of the sources does not lead to, in any case of letters: these files, and the folders in which version
     * control and tools keep passwords.
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

    /** Everything else: version control and other dot-files, caches, compiled files, what a build makes. */
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
