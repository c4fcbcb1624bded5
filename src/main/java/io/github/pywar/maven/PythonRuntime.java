package io.github.pywar.maven;

import io.github.pywar.base.url.Credentials;

/**
 * Bean of {@code <runtime>}: the interpreter of an archive, as a {@code tar.gz} or {@code zip} file of the
 * team's Maven repository or of this machine.
 */
public final class PythonRuntime {

    /** Maven coordinates: {@code groupId:artifactId:version[:classifier]:type}. */
    private String artifact = "";

    /** File, instead of an artifact. */
    private String file = "";

    /** Whether the archive contains the interpreter; else it is an artifact beside the archive. */
    private boolean inside = true;

    String artifact() {
        return artifact.strip();
    }

    String file() {
        return file.strip();
    }

    boolean inside() {
        return inside;
    }

    /** Returns the declaration, for messages and the manifest: of a file its name, because its folder differs by machine. */
    @Override
    public String toString() {
        String name = file().substring(file().lastIndexOf('/') + 1);
        return Credentials.redact(artifact().isEmpty() ? name : artifact());
    }
}
