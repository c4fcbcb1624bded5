package io.github.pywar.app.dependency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalWheelTest {

    private static final SourceLocation POM = SourceLocation.of("<requirements>");

    @TempDir
    Path folder;

    @Test
    void namesAnArtifactByItsTags() throws IOException {
        TestWheel wheel = TestWheel.of("Team.Lib", "1.0")
                .wheelFile("Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\n"
                        + "Tag: py2-none-any\nTag: py3-none-any\n");
        Path artifact = Files.write(folder.resolve("team-lib-1.0.whl"), wheel.bytes());

        DeclaredRequirement named =
                LocalWheel.ofArtifact(artifact, folder.resolve("wheels"), "com.example:team-lib:whl:1.0");

        assertThat(folder.resolve("wheels/team_lib-1.0-py2.py3-none-any.whl")).hasSameBinaryContentAs(artifact);
        assertThat(named)
                .hasToString("team-lib @ "
                        + folder.resolve("wheels/team_lib-1.0-py2.py3-none-any.whl")
                                .toUri()
                        + " (dependency com.example:team-lib:whl:1.0)");
    }

    @Test
    void rejectsAnArtifactThatIsNotAWheel() throws IOException {
        Path text = Files.writeString(folder.resolve("a-1.whl"), "text");
        UserException error = catchThrowableOfType(
                UserException.class, () -> LocalWheel.ofArtifact(text, folder, "com.example:a:whl:1"));

        assertThat(error.what()).isEqualTo("The dependency `com.example:a:whl:1` is not a wheel: it is not a zip file");
    }
}
