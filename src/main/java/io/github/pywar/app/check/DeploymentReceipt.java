package io.github.pywar.app.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Receipt of a verified deployment, for those who install it.
 *
 * @param artifact its coordinates in the repository
 * @param repository that it was deployed to
 * @param sha256 of the archive
 * @param size in bytes
 * @param buildId of its manifest
 * @param target of its manifest
 * @param time of the check, in UTC
 */
public record DeploymentReceipt(
        Coordinates artifact,
        Repository repository,
        String sha256,
        long size,
        String buildId,
        JsonNode target,
        String time) {

    /**
     * Coordinates of an archive in a repository.
     *
     * @param version of the project
     * @param resolvedVersion of the repository: for a snapshot, the version with the time
     * @param classifier empty if there is none
     */
    public record Coordinates(
            String groupId, String artifactId, String version, String resolvedVersion, String classifier) {

        @Override
        public String toString() {
            String classified = classifier.isEmpty() ? "" : ":" + classifier;
            return groupId + ":" + artifactId + ":pywar" + classified + ":" + resolvedVersion;
        }
    }

    /**
     * Repository, without credentials.
     *
     * @param id as in the POM
     * @param url without user and password
     */
    public record Repository(String id, String url) {

        public Repository {
            url = withoutCredentials(url);
        }

        /** Maven accepts URLs that are not valid, for example of a folder with a space in its name. */
        private static String withoutCredentials(String url) {
            try {
                return Credentials.withoutUserInfo(new URI(url)).toString();
            } catch (URISyntaxException e) {
                return Credentials.redact(url);
            }
        }

        @Override
        public String toString() {
            return "repository `" + id + "` at `" + url + "`";
        }
    }
}
