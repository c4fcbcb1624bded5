package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoExtension;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

/** Defaults of the goal {@code verify}, and its behaviour without an archive. */
@MojoTest
class VerifyMojoTest {

    private static final String DEFAULTS = "src/test/resources/maven/defaults/pom.xml";

    @Test
    @InjectMojo(goal = "verify", pom = DEFAULTS)
    void requestsTheRootWithinAMinute(VerifyMojo goal) throws IllegalAccessException {
        assertThat(MojoExtension.<String>getVariableValueFromObject(goal, "verify"))
                .isEqualTo("auto");
        assertThat(MojoExtension.<String>getVariableValueFromObject(goal, "verifyPath"))
                .isNull();
        assertThat(MojoExtension.<String>getVariableValueFromObject(goal, "verifyStatus"))
                .isNull();
        assertThat(MojoExtension.<Integer>getVariableValueFromObject(goal, "verifyTimeout"))
                .isEqualTo(60);
    }

    @Test
    @InjectMojo(goal = "verify", pom = DEFAULTS)
    void reportsAMissingArchive(VerifyMojo goal) {
        goal.project.setArtifact(new DefaultArtifact(
                "com.example", "shop", "1.0.0", null, "pywar", null, new DefaultArtifactHandler("pywar")));

        assertThatThrownBy(goal::execute)
                .isInstanceOf(MojoFailureException.class)
                .hasNoCause()
                .hasMessageContaining("This run of Maven has not built an archive of project `");
    }

    @Test
    @InjectMojo(goal = "verify", pom = DEFAULTS)
    @MojoParameter(name = "skip", value = "true")
    void doesNothingIfSkipped(VerifyMojo goal) throws Exception {
        goal.execute();

        assertThat(goal.project.getAttachedArtifacts()).isEmpty();
    }
}
