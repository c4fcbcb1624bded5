package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildSourceDirectoryTest {

    private static final ObjectReference ENTRY = ObjectReference.parse("shop.wsgi:application", Protocol.WSGI);

    @TempDir
    Path base;

    @ParameterizedTest
    @ValueSource(strings = {"lib/shop/wsgi.py", "lib/shop.py"})
    void warnsIfTheModuleIsThere(String file) throws IOException {
        Path module = base.resolve(file);
        Files.createDirectories(module.getParent());
        Files.writeString(module, "");

        assertThat(new BuildSourceDirectory(project()).warning(ENTRY))
                .hasValue("The application's module is in `lib`, the <sourceDirectory> of <build>, which is not read."
                        + " Set <sourceDirectory>lib</sourceDirectory> in the <configuration> of pywar-maven-plugin");
    }

    @Test
    void doesNotWarnOfOtherSources() throws IOException {
        Files.createDirectories(base.resolve("lib/com/example"));

        assertThat(new BuildSourceDirectory(project()).warning(ENTRY)).isEmpty();
    }

    private MavenProject project() {
        MavenProject project = new MavenProject(new Model());
        project.setFile(base.resolve("pom.xml").toFile());
        Build build = new Build();
        build.setSourceDirectory(base.resolve("lib").toString());
        project.getModel().setBuild(build);
        return project;
    }
}
