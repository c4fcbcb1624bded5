package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class ProjectWheelTest {

    @Test
    void tellsWhichProjectsBuildOne() {
        MavenProject project = new MavenProject();
        project.setArtifactId("shop");
        project.setArtifact(new DefaultArtifact(
                "com.example", "shop", "1.0", null, "pywar", null, new DefaultArtifactHandler("pywar")));

        UserException missing = catchThrowableOfType(UserException.class, () -> new ProjectWheel(project).require());

        Golden.assertMatches("maven/wheel-not-built.txt", missing.getMessage() + "\n");
    }
}
