package io.github.pywar.app.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * What is written of a deployment, and read by those who install it.
 *
 * @param artifact what the repository knows it by
 * @param repository which one
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
     * What a repository knows an archive by.
     *
     * @param version as the project says it
     * @param resolvedVersion the repository's own: for a snapshot the one with the time
     * @param classifier empty where there is none
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
     * A repository as it may be told.
     *
     * @param id as in the POM
     * @param url without user and password
     */
    public record Repository(String id, String url) {

        public Repository {
            url = withoutCredentials(url);
        }

        /** Maven takes more for a URL than the standard does: a folder with a space in its name. */
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
