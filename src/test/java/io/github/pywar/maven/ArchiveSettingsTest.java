package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Properties;
import java.util.SortedMap;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;

class ArchiveSettingsTest {

    /** Parameters as the descriptor has them: Maven merges them into the configuration of the POM. */
    private static final String DEFAULTS = """
            <configuration>
              <sbom default-value="true">${pywar.sbom}</sbom>
              <python>${pywar.python}</python>
              <finalName default-value="${project.artifactId}"/>
              <mode default-value="auto"/>
            </configuration>""";

    private final Properties user = new Properties();
    private final MavenProject project = new MavenProject();

    @Test
    void ignoresDefaultsOfTheVersion() throws Exception {
        assertThat(values("")).containsOnlyKeys("<finalName>");
        assertThat(values("").get("<finalName>")).contains("empty-project");
    }

    @Test
    void noticesEachConfiguration() throws Exception {
        assertThat(values("<sbom>true</sbom>")).containsKey("<sbom>");
        assertThat(values("<sbom>false</sbom>")).isNotEqualTo(values("<sbom>true</sbom>"));
        assertThat(values("<python>3.${minor}</python>")).containsKey("<python>");
        assertThat(values("<index><url>https://index.example.org/</url></index>"))
                .containsKey("<index>");

        user.setProperty("pywar.python", "3.12");
        assertThat(values("").get("<python>")).contains("3.12");
    }

    @Test
    void noticesAnElementThatRemovesADefault() throws Exception {
        assertThat(values("<sbom combine.self=\"override\"/>")).containsKey("<sbom>");
        assertThat(values("<mode combine.self=\"override\"/>")).containsKey("<mode>");
    }

    @Test
    void noticesAnExpressionWhoseValueIsEmptyOrAnObject() throws Exception {
        user.setProperty("none", "");
        assertThat(values("<mode>${none}</mode>")).containsKey("<mode>");
        assertThat(values("<buildEnvironment>${project.properties}</buildEnvironment>"))
                .containsKey("<buildEnvironment>");
        assertThat(values("<mode>${unknown}</mode>")).doesNotContainKey("<mode>");
    }

    /** Returns the values of parameters. */
    @SuppressWarnings("deprecation") // Maven makes sessions itself, and has no other way for tests
    private SortedMap<String, String> values(String elements) throws Exception {
        DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setUserProperties(user);
        MavenSession session = new MavenSession(null, null, request, new DefaultMavenExecutionResult());
        session.setCurrentProject(project);
        MojoDescriptor goal = new MojoDescriptor();
        goal.setGoal("package");
        goal.setPluginDescriptor(new PluginDescriptor());
        goal.getPluginDescriptor().setPlugin(new Plugin());
        MojoExecution execution = new MojoExecution(goal, "default-package");
        execution.setConfiguration(
                Xpp3Dom.mergeXpp3Dom(tree("<configuration>" + elements + "</configuration>"), tree(DEFAULTS)));
        SortedMap<String, String> values = new ArchiveSettings(session, project, execution).values();
        values.keySet().removeIf(name -> !name.startsWith("<"));
        return values;
    }

    private static Xpp3Dom tree(String xml) throws Exception {
        return Xpp3DomBuilder.build(new StringReader(xml));
    }
}
