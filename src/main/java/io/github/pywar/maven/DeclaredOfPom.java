package io.github.pywar.maven;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.app.dependency.DependencyRules;
import io.github.pywar.app.dependency.LocalWheel;
import io.github.pywar.app.dependency.UploadLimit;
import io.github.pywar.app.lock.LockChoice;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.artifact.Artifact;

/** Reads what a POM adds to the requirements that files declare: rules, constraints, wheels of Maven's own. */
final class DeclaredOfPom {

    private final AbstractAppMojo goal;

    DeclaredOfPom(AbstractAppMojo goal) {
        this.goal = goal;
    }

    /** @return the same with all that the POM adds */
    DeclaredDependencies complete(DeclaredDependencies declared, TargetEnvironment target) throws IOException {
        Path base = goal.project.getBasedir().toPath();
        List<DeclaredRequirement> constraints = RequirementsFile.ofTexts(
                        goal.constraints.lines(), "<constraints>", base, true)
                .constraints(target.markers());
        DependencyRules rules = DependencyRules.parse(goal.overrides.lines(), goal.exclusions, goal.prereleases);
        Instant now = goal.session.getStartTime().toInstant();
        DependencyRules limited = AbstractPywarMojo.said(goal.uploadedBefore)
                .map(limit -> rules.uploadedBefore(UploadLimit.parse(limit, now)))
                .orElse(rules);
        return declared.constrained(constraints).requiring(wheels()).under(limited);
    }

    private List<DeclaredRequirement> wheels() throws IOException {
        Path folder = goal.outputDirectory.toPath().resolve("pywar").resolve("wheels");
        List<DeclaredRequirement> wheels = new ArrayList<>();
        for (Artifact wheel : new WheelDependencies(goal.services.repositories(), goal.session, goal.project).find()) {
            wheels.add(LocalWheel.ofArtifact(wheel.getFile().toPath(), folder, wheel.toString()));
        }
        return wheels;
    }

    /** @return which lock the project has, or would have */
    LockChoice lock() throws IOException {
        Path file = new ProjectScope(goal.session, goal.project).checked(goal.lockFile.toPath());
        return new LockChoice(file, goal.frozen, names(goal.extras), names(goal.groups));
    }

    private static List<ExtraName> names(List<String> texts) {
        return texts.stream().map(ExtraName::parse).toList();
    }
}
