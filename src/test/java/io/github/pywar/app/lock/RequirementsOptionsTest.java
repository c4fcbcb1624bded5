package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestCertificate;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Effects of the option lines of a requirements file on the resolution. */
class RequirementsOptionsTest extends LockFixture {

    @BeforeEach
    void fill() {
        filled(index);
    }

    private static TestIndex filled(TestIndex index) {
        TestWheel web = TestWheel.of("web", "1.0").file("web.py", "").metadata("Requires-Dist: six<3");
        index.add(web.fileName(), web.bytes());
        for (String version : new String[] {"1.0", "2.0", "2.1a1"}) {
            TestWheel six = TestWheel.of("six", version).file("six.py", "");
            index.add(six.fileName(), six.bytes());
        }
        return index;
    }

    @Test
    void rejectsNoBinary() {
        UserException all = errorOf("--no-binary :all:\nweb\n");
        UserException one = errorOf("web\n--no-binary Six --only-binary web\n");

        Golden.assertMatches("app-lock/no-binary.txt", all.getMessage() + "\n\n" + one.getMessage());
    }

    @Test
    void rejectsNoBinaryWithALock() throws IOException {
        project.lock(project.specOfFile("web\n"));
        var spec = project.specOfFile("web\n--no-binary six\n");

        UserException error = catchThrowableOfType(
                UserException.class,
                () -> LockedOrResolvedLibraries.of(project.settings(), project.sources())
                        .libraries(spec, project.progress));

        assertThat(error).hasMessageContaining("`six`: `--no-binary` (requirements.txt:2)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--only-binary :all:\nweb",
                "--prefer-binary\nweb",
                "--no-binary other\nweb",
                "--no-binary six\n--only-binary six\nweb",
                "--no-binary :all: --only-binary web,six\nweb",
                "--no-binary six\n--no-binary :none:\nweb",
            })
    void usesWheelsUnlessNoBinaryIsSet(String text) throws IOException {
        project.lock(project.specOfFile(text + "\n"));

        assertThat(project.text()).contains("web-1.0-", "six-2.0-");
    }

    @Test
    void allowsANamedWheelWithNoBinary() throws IOException {
        String six = index.fileUrl("six-1.0-py3-none-any.whl").toString();
        project.lock(project.specOfFile("web\nsix @ " + six + "\n--no-binary six\n"));

        assertThat(project.text()).contains("six-1.0-");
    }

    @Test
    void choosesPreReleasesIfTheFileAllowsThem() throws IOException {
        project.lock(project.specOfFile("--pre\nweb\n"));
        assertThat(project.text()).contains("six-2.1a1-");

        project.lock(project.specOfFile("--pre\n--only-final six\nweb\n"));
        assertThat(project.text()).contains("six-2.0-");

        project.lock(project.specOfFile("--all-releases six\nweb\n"), "all");
        assertThat(project.text()).contains("six-2.1a1-");
    }

    @Test
    void ignoresTrustedHostOfAFileForCertificates() throws IOException {
        try (TestIndex secure = filled(TestIndex.startSecure(TestCertificate.in(folder, "index")))) {
            LockProject other = new LockProject(folder, secure);

            assertThat(catchThrowable(() -> other.lock(other.specOfFile("--trusted-host 127.0.0.1\nweb\n"))))
                    .hasMessageContaining("its certificate is not trusted")
                    .hasMessageContaining("configure their bundle");

            other.variables = Map.of("PIP_CERT", folder.resolve("index.pem").toString());
            other.lock(other.specOfFile("--trusted-host 127.0.0.1\nweb\n"));
            assertThat(other.progress.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PIP_TRUSTED_HOST", "UV_INSECURE_HOST"})
    void trustsAHostOfTheMachineWithAWarning(String variable) throws IOException {
        try (TestIndex secure = filled(TestIndex.startSecure(TestCertificate.in(folder, "index")))) {
            LockProject other = new LockProject(folder, secure);
            other.variables = Map.of(variable, "127.0.0.1");

            other.lock(other.specOfFile("web\n"));

            assertThat(other.text()).contains("web-1.0-");
            assertThat(other.progress.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("The certificate of `127.0.0.1` is not checked: " + variable + " turns the check off.");
        }
    }

    private UserException errorOf(String text) {
        return catchThrowableOfType(UserException.class, () -> project.lock(project.specOfFile(text)));
    }
}
