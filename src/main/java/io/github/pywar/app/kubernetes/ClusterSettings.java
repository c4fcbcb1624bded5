package io.github.pywar.app.kubernetes;

import io.github.pywar.base.error.UserException;
import java.util.Optional;

/**
 * Declared settings of the objects.
 *
 * @param image name with the registry and the tag or the digest
 * @param port that the server in the container listens on
 * @param user of the container, by number, with or without a group
 * @param replicas number of pods of the server
 * @param probePath page that answers with a status from 200 to 399 if the application can serve
 * @param probeHost value of the header {@code Host} in probes; empty for the address of the pod
 */
public record ClusterSettings(
        String image, int port, String user, int replicas, String probePath, Optional<String> probeHost) {

    private static final int MAX_PORT = 65_535;

    public ClusterSettings {
        check(port > 0 && port <= MAX_PORT, String.valueOf(port), "a port from 1 to 65535", "<imagePort>");
        check(
                user.matches("[1-9][0-9]{0,8}(:[0-9]{1,9})?"),
                user,
                "the number of a user that is not root, which a cluster can check",
                "<imageUser>");
        check(replicas > 0, String.valueOf(replicas), "a number of 1 or more", "<kubernetesReplicas>");
        check(
                probePath.matches("/[!-~]*"),
                probePath,
                "the path of a page, such as `/health`",
                "<kubernetesProbePath>");
    }

    private static void check(boolean isValid, String value, String expected, String element) {
        if (!isValid) {
            throw UserException.of("`" + value + "` is not " + expected + "\n    from: " + element);
        }
    }

    /** Returns the number of the user. */
    int userId() {
        return Integer.parseInt(user.replaceFirst(":.*", ""));
    }

    /** Returns the number of the group; that of the user, if none is declared. */
    int groupId() {
        return Integer.parseInt(user.replaceFirst(".*:", ""));
    }
}
