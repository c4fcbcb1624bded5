package io.github.pywar.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.process.ProcessType;
import io.github.pywar.base.data.Json;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArchiveManifestTest {

    /** The runtime's tests read the same file, so neither side can change the contract alone. */
    @Test
    void writesTheFormat() {
        ArchiveManifest manifest =
                TestManifest.of("3.11", "shop.wsgi:application").identified("3f9c2b7d10aa");

        Golden.assertMatches("archive/manifest.json", new String(manifest.json(), StandardCharsets.UTF_8));
    }

    @Test
    void writesProcesses() {
        ProcessType worker =
                new ProcessType("worker", List.of("celery", "-A", "shop", "worker"), 1, 60, Optional.empty());
        ProcessType timer =
                new ProcessType("cleanup", List.of("python", "-m", "shop.cleanup"), 1, 0, Optional.of("0 3 * * *"));
        ArchiveManifest manifest = TestManifest.of("3.11", "shop.wsgi:application", List.of(), List.of(worker, timer));

        Golden.assertMatches(
                "archive/manifest-processes.json",
                new String(manifest.identified("3f9c2b7d10aa").json(), StandardCharsets.UTF_8));
    }

    @Test
    void writesAFactoryAndAMicroVersion() {
        JsonNode manifest =
                Json.read(TestManifest.of("3.11.7", "shop:make.app()").json(), "the manifest");

        assertThat(manifest.at("/entry/factory").asBoolean()).isTrue();
        assertThat(manifest.at("/entry/attribute").asText()).isEqualTo("make.app");
        assertThat(manifest.at("/target/python").asText()).isEqualTo("3.11.7");
        assertThat(manifest.at("/layout/libraries").asText()).isEqualTo("lib/python3.11/site-packages");
    }

    @Test
    void writesTheSourceOfABuiltWheel() {
        ArchiveManifest.Package built = new ArchiveManifest.Package(
                "rx", "1.6.1", "Rx-1.6.1-py3-none-any.whl", "f4bc".repeat(16), null, "Rx-1.6.1.tar.gz");

        JsonNode manifest =
                Json.read(TestManifest.of("3.11", "shop:app", List.of(built)).json(), "the manifest");

        assertThat(manifest.at("/packages/0/source").asText()).isEqualTo("Rx-1.6.1.tar.gz");
        assertThat(manifest.at("/packages/0/index").isNull()).isTrue();
    }

    @Test
    void writesTheVersionOfMacos() {
        ArchiveManifest.Target target = ArchiveManifest.Target.of(
                TargetEnvironment.of(PythonVersion.parse("3.12"), Platform.parse("macos-14-arm64")));

        assertThat(target)
                .isEqualTo(new ArchiveManifest.Target("cpython", "3.12", "macos-arm64", "macos-14.0", 64, false));
    }

    @Test
    void omitsTheBuildForTheBuildId() {
        ArchiveManifest manifest = TestManifest.of("3.11", "shop:app");

        assertThat(new String(manifest.jsonWithoutBuild(), StandardCharsets.UTF_8))
                .doesNotContain("2026")
                .contains("\"maven\"");
        assertThat(manifest.identified("000000000000").jsonWithoutBuild()).isEqualTo(manifest.jsonWithoutBuild());
    }
}
