package io.github.pywar.app.classarchive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassArchiveKeyTest {

    private static final ClassArchiveKey KEY =
            new ClassArchiveKey("3.9.16", Path.of("/opt/maven"), 25, "Eclipse Adoptium", Path.of("/opt/jdk"));

    @Test
    void namesTheVersionsAndTheVendor() {
        assertThat(KEY.fileName()).matches("maven-3\\.9\\.16-java-25-eclipse-adoptium-[0-9a-f]{8}\\.jsa");
    }

    @Test
    void differsForEachInstallation() {
        ClassArchiveKey otherJava =
                new ClassArchiveKey(KEY.maven(), KEY.mavenHome(), KEY.java(), KEY.vendor(), Path.of("/opt/jdk-25.0.1"));
        ClassArchiveKey otherMaven =
                new ClassArchiveKey(KEY.maven(), Path.of("/usr/maven"), KEY.java(), KEY.vendor(), KEY.javaHome());

        assertThat(Set.of(KEY.fileName(), otherJava.fileName(), otherMaven.fileName()))
                .hasSize(3);
    }
}
