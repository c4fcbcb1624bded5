package io.github.pywar.python.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;

class MetadataFuzzTest {

    @FuzzTarget
    void readsMetadata(FuzzInput input) throws Exception {
        input.read(() -> {
            Metadata metadata = Metadata.parse(input.bytes());
            assertThat(metadata.differences(Metadata.parse(input.bytes()))).isEmpty();
            assertThat(metadata.name()).isNotNull();
            assertThat(metadata.version()).isNotNull();
            metadata.requiresPython().range();
            DeclaredLicense.of(metadata).text();
            for (MetadataField field : MetadataField.values()) {
                metadata.values(field);
            }
        });
    }

    @FuzzTarget
    void readsEntryPoints(FuzzInput input) throws Exception {
        input.read(() -> {
            EntryPoints points = EntryPoints.parse(input.text());
            points.group("gui_scripts").forEach(EntryPoint::requireScript);
            points.consoleScripts("3.11").forEach(EntryPoint::requireScript);
        });
    }

    @FuzzTarget
    void readsLicences(FuzzInput input) throws Exception {
        input.read(() -> {
            LicenseText.of(input.text());
            DeclaredLicense.isIdentifier(input.text());
            LicenseExpression expression = LicenseExpression.parse(input.text());
            assertThat(LicenseExpression.parse(expression.toString())).hasToString(expression.toString());
        });
    }
}
