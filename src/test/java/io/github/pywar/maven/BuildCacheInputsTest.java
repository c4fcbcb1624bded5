package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.LocalRepositoryManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties of a project that declare the inputs of its archive; {@code BuildCacheIT} runs the extension itself. */
class BuildCacheInputsTest {

    private static final String PREFIX = "maven.build.cache.input.pywar.";

    @TempDir
    Path base;

    @TempDir
    Path repository;

    private final Plugin plugin = new Plugin();
    private final MavenProject project = new MavenProject(new Model());
    private final Properties userProperties = new Properties();

    @BeforeEach
    void describe() throws IOException {
        plugin.setGroupId("io.github.pywar");
        plugin.setArtifactId("pywar-maven-plugin");
        Build build = new Build();
        build.setDirectory(base.resolve("target").toString());
        build.addPlugin(plugin);
        project.getModel().setBuild(build);
        project.getModel().addModule("module");
        project.setFile(base.resolve("pom.xml").toFile());
        for (String name : List.of("src", "requirements", "target", "module", ".git", ".mvn")) {
            Files.createDirectory(base.resolve(name));
        }
        Files.writeString(base.resolve(".mvn/extensions.xml"), "<artifactId>maven-build-cache-extension</artifactId>");
    }

    @Test
    void declaresAllFilesThatAreNotHiddenOrBuilt() throws IOException {
        extension().declareInputs();

        assertThat(values()).containsExactlyInAnyOrder(".", "src", "requirements");
        assertThat(project.getProperties()).containsEntry("maven.build.cache.input.glob", "*");
    }

    @Test
    void keepsTheGlobOfTheProject() throws IOException {
        project.getProperties().setProperty("maven.build.cache.input.glob", "*.py");

        extension().declareInputs();

        assertThat(project.getProperties()).containsEntry("maven.build.cache.input.glob", "*.py");
    }

    @Test
    void ignoresOtherProjectsAndBuildsWithoutCache() throws IOException {
        Files.delete(base.resolve(".mvn/extensions.xml"));
        extension().declareInputs();
        assertThat(project.getProperties()).isEmpty();

        Files.writeString(base.resolve(".mvn/extensions.xml"), "maven-build-cache-extension");
        plugin.setArtifactId("other");
        project.getBuild().flushPluginMap();
        extension().declareInputs();
        assertThat(project.getProperties()).isEmpty();
    }

    @Test
    void declaresTheDigestOfTheOptions() throws IOException {
        String python = optionsWith("pywar.python", "3.12");

        assertThat(python).isNotEmpty().isEqualTo(optionsWith("pywar.python", "3.12"));
        assertThat(python).isNotEqualTo(optionsWith("pywar.python", "3.13"));
        assertThat(optionsWith("pywar.connections", "2")).isEmpty();
        assertThat(optionsWith("revision", "2")).isEmpty();
        assertThat(Files.readString(Path.of(python))).doesNotContain("3.12");
    }

    @Test
    void declaresEveryPropertyIfResourcesAreFiltered() throws IOException {
        Xpp3Dom filtering = new Xpp3Dom("filtering");
        filtering.setValue("true");
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        configuration.addChild(filtering);
        plugin.setConfiguration(configuration);

        assertThat(optionsWith("revision", "2")).isNotEmpty().isNotEqualTo(optionsWith("revision", "3"));
    }

    @Test
    void warnsIfNothingIsDeclared() throws IOException {
        assertThat(extension().warning(project))
                .hasValueSatisfying(text -> assertThat(text)
                        .isEqualTo(
                                "maven-build-cache-extension has no list of the archive's inputs and may restore an old"
                                        + " archive. Declare <extensions>true</extensions> for this plugin"));
        extension().declareInputs();
        assertThat(extension().warning(project)).isEmpty();
    }

    private String optionsWith(String name, String value) throws IOException {
        project.getProperties().clear();
        userProperties.clear();
        userProperties.setProperty(name, value);
        extension().declareInputs();
        return project.getProperties().getProperty(PREFIX + "options", "");
    }

    private List<String> values() {
        return project.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .map(name -> project.getProperties().getProperty(name))
                .toList();
    }

    @SuppressWarnings("deprecation") // Maven makes sessions itself, and has no other way for tests
    private BuildCacheExtension extension() {
        DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
        request.setMultiModuleProjectDirectory(base.toFile());
        request.setUserProperties(userProperties);
        DefaultRepositorySystemSession repositories = MavenRepositorySystemUtils.newSession();
        repositories.setLocalRepositoryManager(manager(repository.toFile()));
        MavenSession session = new MavenSession(null, repositories, request, new DefaultMavenExecutionResult());
        session.setProjects(List.of(project));
        return new BuildCacheExtension(session);
    }

    private static LocalRepositoryManager manager(File folder) {
        return (LocalRepositoryManager) java.lang.reflect.Proxy.newProxyInstance(
                LocalRepositoryManager.class.getClassLoader(),
                new Class<?>[] {LocalRepositoryManager.class},
                (proxy, method, arguments) -> new LocalRepository(folder));
    }
}
