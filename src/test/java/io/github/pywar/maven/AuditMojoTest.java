package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that the goals refuse before they begin. */
@MojoTest
class AuditMojoTest {

    private static final String DEFAULTS = "src/test/resources/maven/defaults/pom.xml";

    @TempDir
    Path folder;

    @Test
    @InjectMojo(goal = "audit", pom = DEFAULTS)
    void needsSomethingToCompareWith(AuditMojo goal) {
        Golden.assertMatches("audit/nothing-configured.txt", error(goal));
        goal.licences = new Licences();

        assertThat(goal.failOn).isEqualTo("high");
        assertThat(goal.advisoryUpdatePolicy).isEqualTo("daily");
        assertThat(catchThrowableOfType(
                        UserException.class, () -> new AdvisoryFiles(goal, folder).find(Progress.SILENT)))
                .isNull();
    }

    @Test
    @InjectMojo(goal = "audit", pom = DEFAULTS)
    void refusesPasswordsInUrls(AuditMojo goal) {
        goal.advisories = List.of("https://ann:secret@repository.example.org/all.zip");

        Golden.assertMatches("audit/password.txt", error(goal));
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void aProvenanceNeedsAKey(PackageMojo goal) {
        goal.provenanceBuilder = "https://ci.example.org/builders/release";
        String withoutKey = provenanceError(goal);
        goal.provenanceBuilder = null;
        goal.sourceCommit = "0".repeat(40);

        Golden.assertMatches("sign/provenance-key.txt", withoutKey + "\n\n" + provenanceError(goal));
    }

    private String error(AuditMojo goal) {
        return catchThrowableOfType(UserException.class, () -> new AdvisoryFiles(goal, folder).find(Progress.SILENT))
                .getMessage();
    }

    private static String provenanceError(PackageMojo goal) {
        return catchThrowableOfType(
                        UserException.class,
                        () -> new ProvenanceReader(goal, new PomReader(goal)).read(Optional.empty()))
                .getMessage();
    }
}
