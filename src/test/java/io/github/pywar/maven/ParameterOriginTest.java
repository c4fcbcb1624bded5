package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class ParameterOriginTest {

    private static final ConfigurationElement CONFIGURATION =
            ConfigurationElement.parse("<configuration><platform>${pywar.platform}</platform><libc>${pywar.libc}</libc>"
                    + "<python>3.99</python><server>${pywar.server}</server></configuration>");

    private final Properties user = new Properties();
    private final Properties project = new Properties();

    @Test
    void namesThePropertyOfTheCommandLine() {
        user.setProperty("pywar.platform", "sparc");
        project.setProperty("pywar.platform", "linux-x86_64");

        assertThat(corrected("`sparc` is no platform\n    from: <platform>\nhint: set <platform>"))
                .isEqualTo("`sparc` is no platform\n    from: -Dpywar.platform\nhint: set <platform>");
    }

    @Test
    void namesThePropertyOfThePom() {
        project.setProperty("pywar.libc", "$x");

        assertThat(corrected("`$x`\n    from: <libc>, line 1"))
                .isEqualTo("`$x`\n    from: <pywar.libc> of <properties>, line 1");
    }

    @Test
    void keepsElementsOfThePomAndUnknownOnes() {
        user.setProperty("pywar.python", "3.11");
        user.setProperty("pywar.platform", "linux-aarch64");

        String message =
                "a\n    from: <python>\n    from: <server>\n    from: <process> `web`\n    from: <platform> of the index `x`\n    from: <targets>, <x>";
        assertThat(corrected(message)).isEqualTo(message);
    }

    private String corrected(String message) {
        return ParameterOrigin.of(CONFIGURATION, user, project).corrected(message);
    }
}
