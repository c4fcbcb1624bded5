package io.github.pywar.maven;

import io.github.pywar.app.audit.AdvisoryDownload;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.UpdatePolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/**
 * Files of the configured advisories: files of this machine, downloads, and artifacts of Maven repositories.
 *
 * @param cache folder of everything that can be downloaded again
 */
record AdvisoryFiles(AuditMojo goal, Path cache) {

    private static final String FROM = "<advisories>";
    private static final Pattern URL = Pattern.compile("(?i)https?://.*");
    private static final Pattern COORDINATES = Pattern.compile("[^:/\\\\\\s]+(?::[^:/\\\\\\s]+){2,4}");

    /** @throws UserException if there is nothing to audit, or a file cannot be found */
    List<Path> find(Progress progress) throws IOException {
        if (goal.advisories.isEmpty() && goal.licences != null) {
            return List.of();
        }
        if (goal.advisories.isEmpty()) {
            throw UserException.of("No advisories and no licences are configured")
                    .hint(
                            "set <advisories>, or -Dpywar.advisories=FILE: records in the OSV format, for example a copy of"
                                    + " all.zip of the ecosystem PyPI");
        }
        List<Path> files = new ArrayList<>();
        for (String one : goal.advisories) {
            files.add(find(one.strip(), progress));
        }
        return files;
    }

    private Path find(String text, Progress progress) throws IOException {
        if (URL.matcher(text).matches()) {
            return download(text, progress);
        }
        return COORDINATES.matcher(text).matches()
                ? resolve(text)
                : goal.project.getBasedir().toPath().resolve(PathText.require(text, FROM));
    }

    private Path download(String text, Progress progress) throws IOException {
        Optional<String> server = AbstractPywarMojo.value(goal.advisoryServer);
        URI url = ConfiguredUrl.parse(text, FROM).ofIndex("the advisories", server.orElse("advisories"));
        UpdatePolicy declared = UpdatePolicy.parse(goal.advisoryUpdatePolicy);
        UpdatePolicy policy = goal.session.getRequest().isUpdateSnapshots() ? UpdatePolicy.ALWAYS : declared;
        try (Http http = new ConfiguredHttp(goal.services, goal.session, goal.project, "<advisoryServer>")
                .of(url, server)
                .build()) {
            return new AdvisoryDownload(http, cache.resolve("advisories"), policy, Clock.systemDefaultZone())
                    .fetch(url, progress);
        }
    }

    private Path resolve(String coordinates) {
        try {
            ArtifactRequest request = new ArtifactRequest(
                    new DefaultArtifact(coordinates), goal.project.getRemoteProjectRepositories(), "pywar:audit");
            return goal.services
                    .repositories()
                    .resolveArtifact(goal.session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException | IllegalArgumentException e) {
            throw UserException.of("Cannot find the advisories `" + coordinates + "`: " + e.getMessage()
                            + "\n    from: " + FROM)
                    .hint("check the coordinates, groupId:artifactId:zip:version, and the <repositories> of the POM");
        }
    }
}
