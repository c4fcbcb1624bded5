package io.github.pywar.python.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.util.Set;

class RequirementFuzzTest {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));

    @FuzzTarget
    void readsRequirements(FuzzInput input) throws Exception {
        input.read(() -> {
            Requirement requirement = Requirement.parse(input.text());
            assertThat(Requirement.parse(requirement.toString()))
                    .isEqualTo(requirement)
                    .hasToString(requirement.toString());
            requirement.withoutCredentials();
            requirement.appliesTo(TARGET.markers(), Set.of());
        });
    }

    @FuzzTarget
    void readsDirectReferences(FuzzInput input) throws Exception {
        input.read(() -> {
            String text = input.text();
            RevisionReference.parse(text).ifPresent(reference -> {
                assertThat(reference.system()).isNotBlank();
                reference.name();
                reference.url();
                reference.at("0123456789012345678901234567890123456789");
            });
            DirectReference.looksLikeOne(text);
            DirectReference reference = DirectReference.of(text);
            reference.egg();
            reference.wheelProject();
            reference.requireSupported(text, new SourceLocation("requirements.txt", 1));
        });
    }
}
