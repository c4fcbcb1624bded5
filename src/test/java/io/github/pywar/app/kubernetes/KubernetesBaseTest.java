package io.github.pywar.app.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

class KubernetesBaseTest extends KubernetesFixture {

    @Test
    void writesOneFileForEachProcessType() throws IOException {
        Path written = written();

        for (Path file : filesIn(written)) {
            String name = written.relativize(file).toString().replace('/', '-');
            Golden.assertMatches("kubernetes/" + name, Files.readString(file));
        }
        assertThat(filesIn(written))
                .extracting(file -> written.relativize(file).toString())
                .containsExactly(
                        "kustomization.yaml",
                        "migrate/job.yaml",
                        "migrate/kustomization.yaml",
                        "timer-cleanup.yaml",
                        "web.yaml",
                        "worker-beat.yaml",
                        "worker-worker.yaml");
        assertThat(progress.warnings()).isEmpty();
    }

    @Test
    void kustomizationsNameExistingFiles() throws IOException {
        Path written = written();

        for (String name : List.of("kustomization.yaml", "migrate/kustomization.yaml")) {
            Path file = written.resolve(name);
            Map<String, List<String>> content = new Yaml().load(Files.readString(file));
            assertThat(content.get("resources")).isNotEmpty().allMatch(one -> Files.exists(file.resolveSibling(one)));
        }
    }

    @Test
    void replacesAnEarlierBase() throws IOException {
        Path written = written();

        write(archive("", Map.of()), Optional.empty());

        assertThat(filesIn(written))
                .extracting(file -> written.relativize(file).toString())
                .containsExactly("kustomization.yaml", "web.yaml");
    }

    @Test
    void anInvalidArchiveChangesNothing() throws IOException {
        Path written = written();

        catchThrowableOfType(
                UserException.class, () -> write(archive("", Map.of("waitress", "flask")), Optional.empty()));

        assertThat(filesIn(written)).hasSize(7);
    }

    @Test
    void writesTheSameZipAgain() throws IOException {
        Path archive = archive(PROCESSES, Map.of());
        List<byte[]> zips = new ArrayList<>();
        for (String name : List.of("a.zip", "b.zip")) {
            Path zip = folder.resolve(name);
            write(archive, Optional.of(zip));
            zips.add(Files.readAllBytes(zip));
        }

        assertThat(zips.get(0)).isNotEmpty().isEqualTo(zips.get(1));
    }

    @Test
    void warnsOfHooksThatNoJobRuns() throws IOException {
        FileTree files =
                base(archive("", Map.of(), "pre-deploy/10.sql", "post-deploy/10.py", "prepare/10.sh"), SETTINGS);

        assertThat(files.get("migrate/job.yaml")).isEmpty();
        assertThat(progress.warnings())
                .hasSize(3)
                .anyMatch(warning -> warning.startsWith("`hooks/pre-deploy/10.sql` is not in the Job of Kubernetes"));
    }

    @Test
    void warnsOfAnImageWithoutARegistry() throws IOException {
        List<String> names = List.of(
                "shop:1.0.0",
                "team/shop:1.0.0",
                "localhost/shop:1",
                "registry:5000/shop:1",
                "registry.example.org/shop:1");
        for (String image : names) {
            base(archive("", Map.of()), settings(image, "65532"));
        }
        assertThat(progress.warnings())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("The image `shop:1.0.0` has no registry")
                                .contains(">registry.example.org/team/shop:1.0.0<"),
                        second -> assertThat(second)
                                .startsWith("The image `team/shop:1.0.0` has no registry")
                                .contains(">registry.example.org/team/shop:1.0.0<"));
    }

    @Test
    void writesAVersionOfAnyLengthAsALabel() {
        for (String version : List.of("1.0-" + "x".repeat(58) + "-y", "-1.0-", "1".repeat(70), "1.0+local")) {
            Object label = new PodTemplate("shop", version, "0123456789ab", "amd64", SETTINGS)
                    .labels("web")
                    .get("app.kubernetes.io/version");
            assertThat(label.toString()).matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
        }
    }

    @Test
    void selectsNodesOfTheArchitecture() throws IOException {
        FileTree files = base(archive("", Map.of("x86_64", "aarch64")), SETTINGS);

        assertThat(text(files, "web.yaml")).contains("kubernetes.io/arch: arm64");
    }

    @Test
    void anImageCanHaveADigestInPlaceOfATag() throws IOException {
        String digest = "sha256:" + "0a".repeat(32);
        FileTree files = base(archive("", Map.of()), settings("localhost:5000/shop:1@" + digest, "65532"));

        assertThat(text(files, "kustomization.yaml"))
                .contains("newName: \"localhost:5000/shop\"", "digest: \"" + digest + "\"")
                .doesNotContain("newTag");
    }

    @Test
    void onePodNeedsNoDisruptionBudget() throws IOException {
        ClusterSettings one = new ClusterSettings("shop:1", 80, "10001:10002", 1, "/", Optional.empty());

        assertThat(text(base(archive("", Map.of()), one), "web.yaml"))
                .contains("runAsUser: 10001", "runAsGroup: 10002", "containerPort: 80")
                .doesNotContain("PodDisruptionBudget", "httpHeaders");
    }

    @Test
    void reportsWhatAClusterWouldRefuse() throws IOException {
        List<String> errors = new ArrayList<>();
        errors.add(error("", Map.of("waitress", "flask"), SETTINGS));
        errors.add(error("", Map.of("linux-x86_64", "macos-arm64"), SETTINGS));
        errors.add(error("", Map.of("\"shop\", \"version", "\"_\", \"version"), SETTINGS));
        errors.add(error("", Map.of(), settings("Registry/Shop", "65532")));
        errors.add(error(PROCESSES, Map.of("worker", "w".repeat(49)), SETTINGS));
        errors.add(error(() -> settings("shop", "root")));
        errors.add(error(() -> new ClusterSettings("shop", 0, "1", 1, "/", Optional.empty())));
        errors.add(error(() -> new ClusterSettings("shop", 1, "1", 0, "/", Optional.empty())));
        errors.add(error(() -> new ClusterSettings("shop", 1, "1", 1, "health", Optional.empty())));

        Golden.assertMatches("kubernetes/errors.txt", String.join("\n", errors));
    }

    private static ClusterSettings settings(String image, String user) {
        return new ClusterSettings(image, 8000, user, 2, "/", Optional.empty());
    }

    private String error(String processes, Map<String, String> replaced, ClusterSettings settings) throws IOException {
        Path archive = archive(processes, replaced);
        return catchThrowableOfType(UserException.class, () -> base(archive, settings))
                .getMessage();
    }

    private static String error(ThrowingCallable call) {
        return catchThrowableOfType(UserException.class, call).getMessage();
    }

    private static String text(FileTree files, String name) throws IOException {
        return new String(files.get(name).orElseThrow().content().bytes(), StandardCharsets.UTF_8);
    }
}
