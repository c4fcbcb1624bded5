package io.github.pywar.app.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The objects, checked by kubernetes-validate against the schemas of several versions of Kubernetes, which the package
 * contains. Unknown fields are errors.
 */
class KubernetesSchemaTest extends KubernetesFixture {

    private static final String VALIDATOR = "kubernetes-validate==1.37.0";
    private static final Path SITE = Path.of("target", "tools", VALIDATOR).toAbsolutePath();

    @BeforeEach
    void installValidator() {
        if (Files.notExists(SITE.resolve("kubernetes_validate"))) {
            Tool.Result installed =
                    Tool.run(Path.of("."), "python3", "-m", "pip", "install", "-q", "--target", "" + SITE, VALIDATOR);
            assertThat(installed.exit()).as(installed.output()).isZero();
        }
    }

    /** 1.30 is the first version with the action {@code sleep} of a container's end. */
    @ParameterizedTest
    @ValueSource(strings = {"1.30", "1.33", "1.37"})
    void everyObjectIsValid(String version) throws IOException {
        Tool.Result result = validate(version, objects(written()));

        assertThat(result.exit()).as(result.output()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replicas: 3\n", "schedule: \"0 3 * * *\"\n", "tcpSocket:\n"})
    void theValidatorFindsFaults(String line) throws IOException {
        List<Path> objects = objects(written());
        for (Path file : objects) {
            Files.writeString(file, Files.readString(file).replace(line, "x" + line));
        }

        assertThat(validate("1.33", objects).exit()).isNotZero();
    }

    private static List<Path> objects(Path written) throws IOException {
        return filesIn(written).stream()
                .filter(file -> !file.endsWith("kustomization.yaml"))
                .toList();
    }

    private Tool.Result validate(String version, List<Path> files) {
        String[] words = Stream.concat(
                        Stream.of("-m", "kubernetes_validate", "--strict", "-k", version),
                        files.stream().map(Path::toString))
                .toArray(String[]::new);
        return Tool.run(folder, Map.of("PYTHONPATH", SITE.toString()), "python3", words);
    }
}
