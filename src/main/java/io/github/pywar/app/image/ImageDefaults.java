package io.github.pywar.app.image;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.error.UserException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of the image of an archive.
 *
 * @param archive with its manifest
 * @param declared what the user declares
 */
public record ImageDefaults(BuiltArchive archive, Declared declared) {

    /** Command that starts the Python of the base image, unless the user declares another one. */
    static final String PYTHON = "python3";

    private static final String OCI = "org.opencontainers.image.";

    /**
     * Declared settings.
     *
     * @param port of the server
     * @param user by name or number
     * @param environment of the container
     * @param labels in addition; one without text removes a label
     * @param python command that starts the Python of the base image
     */
    public record Declared(
            int port, String user, Map<String, String> environment, Map<String, String> labels, String python) {

        /** Returns the same settings with another Python. */
        public Declared python(String program) {
            return new Declared(port, user, environment, labels, program);
        }
    }

    /** Returns the folder of the application in the image. */
    public String root() {
        return "/opt/" + archive.manifest().path("name").asText();
    }

    /**
     * Returns all settings.
     *
     * @param hasSbom whether the archive contains a bill of materials
     * @throws UserException if the archive contains no server, or if the user is root
     */
    public ImageSettings settings(boolean hasSbom) {
        checkUser();
        checkServer();
        return new ImageSettings(
                        List.of(declared.python(), root()),
                        List.of("serve", "--bind", "0.0.0.0:" + declared.port()),
                        environment(),
                        labels(hasSbom),
                        declared.port(),
                        declared.user(),
                        Instant.parse(archive.manifest().at("/build/timestamp").asText()),
                        ImageTarget.architecture(archive))
                .labelled(declared.labels());
    }

    /** The build id is in the environment, for logs of the application. */
    private TreeMap<String, String> environment() {
        TreeMap<String, String> environment = new TreeMap<>(Map.of("PYWAR_BUILD", archive.buildId()));
        environment.putAll(declared.environment());
        return environment;
    }

    private TreeMap<String, String> labels(boolean hasSbom) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put(OCI + "title", archive.manifest().path("name").asText());
        labels.put(OCI + "version", archive.manifest().path("version").asText());
        labels.put(OCI + "created", archive.manifest().at("/build/timestamp").asText());
        labels.put("io.github.pywar.build", archive.buildId());
        if (hasSbom) {
            labels.put("io.github.pywar.sbom", root() + "/" + ArchiveLayout.SBOM);
        }
        return labels;
    }

    private void checkUser() {
        if (declared.user().matches("(root|0+)(:.*)?")) {
            throw UserException.of("`" + declared.user() + "` is not a user for a server\n    from: <imageUser>")
                    .hint("name another user: 65532");
        }
    }

    private void checkServer() {
        if (!archive.canServe()) {
            throw UserException.of("`" + archive.name() + "` contains no server, which the image would start")
                    .hint("remove <server>none</server>, or require a server: waitress, gunicorn, cheroot, uvicorn");
        }
    }
}
