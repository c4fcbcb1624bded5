package io.github.pywar.app.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicenseAuditTest {

    private static final String LIBRARIES = "lib/python3.11/site-packages/";

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();

    @Test
    void checksEveryPackageOfTheManifest() throws IOException {
        LicensePolicy policy =
                new LicensePolicy(List.of("MIT"), List.of(), LicensePolicy.Unknown.FAIL, Map.of(), Set.of());

        LicenseAudit audit = LicenseAudit.of(policy, List.of(archive()));
        audit.report(progress);

        assertThat(audit.failures())
                .containsExactly(
                        "bare: unknown licence: none is declared", "copyleft: licence GPL-3.0-only is not allowed");
        assertThat(audit.text())
                .isEqualTo("bare: none declared -- unknown licence: none is declared\n"
                        + "copyleft: GPL-3.0-only -- licence GPL-3.0-only is not allowed\nweb: MIT\n");
        assertThat(progress.steps()).contains("Checked the licences of 3 packages");
    }

    @Test
    void namesDeclarationsInTheReport() throws IOException {
        LicensePolicy policy = new LicensePolicy(
                List.of("MIT"),
                List.of(),
                LicensePolicy.Unknown.FAIL,
                Map.of(PackageName.parse("bare"), "MIT"),
                Set.of(PackageName.parse("copyleft")));

        LicenseAudit audit = LicenseAudit.of(policy, List.of(archive()));

        assertThat(audit.failures()).isEmpty();
        assertThat(audit.text()).isEqualTo("""
                bare: MIT (<clarify>; its metadata: none declared)
                copyleft: GPL-3.0-only (not checked: <exceptions>)
                web: MIT
                """);
    }

    @Test
    void givesHintsForLicencesOnly() throws IOException {
        LicensePolicy policy =
                new LicensePolicy(List.of("MIT"), List.of(), LicensePolicy.Unknown.FAIL, Map.of(), Set.of());
        AuditApp.Request request = new AuditApp.Request(
                Set.of(), List.of(), null, folder, "1.0.0", Optional.of(LicenseAudit.of(policy, List.of(archive()))));

        assertThatThrownBy(() -> new AuditApp(progress).run(request))
                .isInstanceOf(UserException.class)
                .satisfies(error -> Golden.assertMatches("audit/licence-failure.txt", error.getMessage()));
    }

    private BuiltArchive archive() throws IOException {
        Path file = Files.write(
                folder.resolve("shop.pywar"),
                zip("META-INF/pywar/manifest.json", """
                                {"target": {"python": "3.11"}, "layout": {"libraries": "lib/python3.11/site-packages"},
                                 "packages": [{"name": "web", "version": "1.0"}, {"name": "copyleft", "version": "1"},
                                              {"name": "bare", "version": "1"}]}""")
                        .add(LIBRARIES + "web-1.0.dist-info/METADATA", metadata("web", "MIT"))
                        .add(LIBRARIES + "copyleft-1.dist-info/METADATA", metadata("copyleft", "GPL-3.0-only"))
                        .add(LIBRARIES + "shop-1.dist-info/METADATA", metadata("shop", "LicenseRef-Own"))
                        .add("app/x.dist-info/METADATA", metadata("other", "GPL-3.0-only"))
                        .bytes());
        return BuiltArchive.open(file);
    }

    private static TestZip zip(String path, String text) {
        return new TestZip().add(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] metadata(String name, String license) {
        return ("Metadata-Version: 2.4\nName: " + name + "\nVersion: 1\nLicense-Expression: " + license + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
