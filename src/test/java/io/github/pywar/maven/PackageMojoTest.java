package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.PageFormat;
import io.github.pywar.python.index.UpdatePolicy;
import io.github.pywar.python.name.PackageName;
import java.io.File;
import java.net.URI;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.junit.jupiter.api.Test;

/** Configuration as Maven injects it, and the defaults. */
@MojoTest
class PackageMojoTest {

    private static final String DEFAULTS = "src/test/resources/maven/defaults/pom.xml";
    private static final String EVERYTHING = "src/test/resources/maven/everything/pom.xml";

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void hasDefaultsForEverythingButApplicationAndPython(PackageMojo goal) {
        assertThat(goal.application).isEqualTo("shop:app");
        assertThat(goal.python).isNull();
        assertThat(goal.sourceDirectory).isEqualTo(new File("src/main/python").getAbsoluteFile());
        assertThat(goal.protocol).isEqualTo("wsgi");
        assertThat(goal.server).isNull();
        assertThat(goal.defaultExcludes).isTrue();
        assertThat(goal.requirements.lines()).isEmpty();
        assertThat(goal.indexes).isEmpty();
        assertThat(goal.connections).isEqualTo(16);
        assertThat(goal.retries).isEqualTo(3);
        assertThat(goal.noIndex).isFalse();
        assertThat(goal.wheelLimits.limits()).isEqualTo(PackageSources.Limits.USUAL);
    }

    @Test
    @InjectMojo(goal = "package", pom = EVERYTHING)
    void readsSingleLimitsOfWheels(PackageMojo goal) {
        assertThat(goal.wheelLimits.limits())
                .isEqualTo(new PackageSources.Limits(
                        PackageSources.Limits.USUAL.files(), 512, PackageSources.Limits.USUAL.ratio()));
    }

    @Test
    @InjectMojo(goal = "package", pom = EVERYTHING)
    void readsPackagesWithAllowedFaults(PackageMojo goal) {
        assertThat(goal.allowRecordFaults).containsExactly("selenium", "aws-psycopg2");
        assertThat(goal.allowBytecode).containsExactly("Vendor_Engine");
        assertThat(PomReader.packages(goal.allowBytecode)).containsExactly(PackageName.parse("vendor-engine"));
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    @MojoParameter(name = "requirements", value = "flask>=3,<4;;redis")
    void readsRequirementsWithCommas(PackageMojo goal) {
        assertThat(goal.requirements.lines()).containsExactly("flask>=3,<4", "redis");
    }

    @Test
    @InjectMojo(goal = "package", pom = EVERYTHING)
    void readsTheInterface(PackageMojo goal) {
        assertThat(goal.protocol).isEqualTo("asgi");
    }

    @Test
    @InjectMojo(goal = "package", pom = EVERYTHING)
    void readsRequirementsAsElements(PackageMojo goal) {
        assertThat(goal.requirements.lines()).containsExactly("flask>=3,<4", "redis");
    }

    @Test
    @InjectMojo(goal = "package", pom = EVERYTHING)
    void readsIndexesAsBeans(PackageMojo goal) {
        IndexDeclaration index = goal.indexes.get(0).declaration();

        assertThat(index.id()).isEqualTo("internal");
        assertThat(index.url()).isEqualTo(URI.create("https://index.example.org/simple/"));
        assertThat(index.policy()).isEqualTo(UpdatePolicy.parse("daily"));
        assertThat(index.format()).isEqualTo(PageFormat.parse("html", "<format>"));
        assertThat(index.scope()).containsExactly("shop-*");
    }

    @Test
    @InjectMojo(goal = "package", pom = EVERYTHING)
    void readsResourcesAndOverlays(PackageMojo goal) {
        assertThat(goal.resources).hasSize(1);
        assertThat(goal.resources.get(0).isFiltering()).isTrue();
        assertThat(goal.overlays).hasToString("[com.example:theme:zip:2]");
        assertThat(goal.overlays.get(0).targetPath()).isEqualTo("theme");
        assertThat(goal.overlays.get(0).excludes()).containsExactly("META-INF/");
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    @MojoParameter(name = "skip", value = "true")
    void skipsInstallAndDeployWithoutAnArchive(PackageMojo goal) throws Exception {
        goal.project.setPackaging("pywar");
        goal.project.setArtifact(artifact());

        goal.execute();

        assertThat(goal.project.getProperties())
                .containsEntry("maven.install.skip", "true")
                .containsEntry("maven.deploy.skip", "true")
                .containsEntry("gpg.skip", "true");
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    @MojoParameter(name = "skip", value = "true")
    void installsTheArtifactOfAnotherPackaging(PackageMojo goal) throws Exception {
        goal.project.setPackaging("jar");
        goal.project.setArtifact(artifact());

        goal.execute();

        assertThat(goal.project.getProperties())
                .doesNotContainKeys("maven.install.skip", "maven.deploy.skip", "gpg.skip");
    }

    private static DefaultArtifact artifact() {
        return new DefaultArtifact(
                "com.example", "shop", "1.0.0", null, "pywar", null, new DefaultArtifactHandler("pywar"));
    }
}
