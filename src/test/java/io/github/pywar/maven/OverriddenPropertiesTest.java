package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OverriddenPropertiesTest {

    private static final Map<String, String> PARAMETERS =
            Map.of("pywar.port", "port", "pywar.requirements", "requirements", "pywar.index", "index");

    private final TestProgress progress = new TestProgress();
    private final Properties user = new Properties();
    private final OverriddenProperties overridden = new OverriddenProperties(PARAMETERS, new TreeSet<>());

    @Test
    void warnsOfAPropertyThatThePomReplaces() {
        user.setProperty("pywar.port", "8090");
        user.setProperty("pywar.requirements", "flask");
        warn("<port> 8000 </port><requirements><requirement>django</requirement></requirements>");

        Golden.assertMatches("maven/overridden-properties.txt", String.join("\n\n", progress.warnings()) + "\n");
    }

    @Test
    void warnsOnceInABuild() {
        user.setProperty("pywar.port", "8090");
        warn("<port>8000</port>");
        warn("<port>8000</port>");

        assertThat(progress.warnings()).hasSize(1);
    }

    @Test
    void acceptsTheSameValue() {
        user.setProperty("pywar.port", "8000");
        user.setProperty("pywar.requirements", "flask,django");
        warn("<port>8000</port><requirements><requirement>flask</requirement><requirement>django</requirement>"
                + "</requirements>");

        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void acceptsAPropertyThatTakesPrecedence() {
        user.setProperty("pywar.index", "https://index.example.org/simple/");
        warn("<index>https://other.example.org/simple/</index>");

        assertThat(progress.warnings()).isEmpty();
    }

    private void warn(String elements) {
        overridden.warn(user, ConfigurationElement.parse("<configuration>" + elements + "</configuration>"), progress);
    }
}
