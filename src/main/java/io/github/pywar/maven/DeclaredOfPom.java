package io.github.pywar.maven;

import io.github.pywar.app.lock.LockChoice;
import io.github.pywar.app.spec.Dependencies;
import io.github.pywar.app.spec.LocalWheel;
import io.github.pywar.app.spec.Rules;
import io.github.pywar.app.spec.UploadLimit;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** Reads what a POM adds to the requirements that files declare: rules, constraints, wheels of Maven's own. */
final class DeclaredOfPom {

    private static final String WHEEL = "whl";

    private final AbstractAppMojo goal;

    DeclaredOfPom(AbstractAppMojo goal) {
        this.goal = goal;
    }

    /** @return the same with all that the POM adds */
    Dependencies complete(Dependencies declared) throws IOException {
        SourceLocation place = SourceLocation.of("<constraints>");
        List<DeclaredRequirement> constraints = goal.constraints.lines().stream()
                .map(line -> DeclaredRequirement.parse(line, place))
                .toList();
        Rules rules = Rules.parse(goal.overrides.lines(), goal.exclusions, goal.prereleases);
        Instant now = goal.session.getStartTime().toInstant();
        Rules limited = AppOfPom.text(goal.uploadedBefore)
                .map(limit -> rules.uploadedBefore(UploadLimit.parse(limit, now)))
                .orElse(rules);
        return declared.constrained(constraints).requiring(wheels()).under(limited);
    }

    private List<DeclaredRequirement> wheels() throws IOException {
        Path folder = goal.outputDirectory.toPath().resolve("pywar").resolve("wheels");
        List<DeclaredRequirement> wheels = new ArrayList<>();
        for (Dependency dependency : goal.project.getDependencies()) {
            if (dependency.getType().equals(WHEEL) && !"test".equals(dependency.getScope())) {
                Artifact artifact = new DefaultArtifact(
                        dependency.getGroupId(),
                        dependency.getArtifactId(),
                        dependency.getClassifier(),
                        WHEEL,
                        dependency.getVersion());
                wheels.add(LocalWheel.ofArtifact(resolve(artifact), folder, artifact.toString()));
            }
        }
        return wheels;
    }

    private Path resolve(Artifact artifact) {
        ArtifactRequest request =
                new ArtifactRequest(artifact, goal.project.getRemoteProjectRepositories(), "pywar:wheel");
        try {
            return goal.services
                    .repositories()
                    .resolveArtifact(goal.session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            throw UserException.of("Cannot find the wheel `" + artifact + "`: " + e.getMessage());
        }
    }

    /** @return which lock the project has, or would have */
    LockChoice lock() {
        return new LockChoice(goal.lockFile.toPath(), goal.frozen, names(goal.extras), names(goal.groups));
    }

    private static List<ExtraName> names(List<String> texts) {
        return texts.stream().map(ExtraName::parse).toList();
    }
}
