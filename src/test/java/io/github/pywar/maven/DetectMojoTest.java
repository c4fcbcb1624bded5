package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Test;

/** Selects the Python that the goal {@code detect} describes as other goals do. */
@MojoTest
class DetectMojoTest {

    private static final String DEFAULTS = "src/test/resources/maven/defaults/pom.xml";

    @Test
    @InjectMojo(goal = "detect", pom = DEFAULTS)
    @MojoParameter(name = "pythonExecutable", value = "python3")
    void findsAProgramOnThePath(DetectMojo goal) {
        assertThatCode(goal::execute).doesNotThrowAnyException();
    }

    @Test
    @InjectMojo(goal = "detect", pom = DEFAULTS)
    @MojoParameter(name = "pythonExecutable", value = "/bin/false")
    void explainsAProgramThatIsNoPython(DetectMojo goal) {
        assertThatThrownBy(goal::execute).hasMessageStartingWith("`/bin/false` is not a Python 3 that runs");
    }
}
