package io.github.pywar.app.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.data.Json;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;

class SbomFuzzTest {

    /** Bills of materials of publishers: no reference of the result leads to a component that it has not. */
    @FuzzTarget
    void readsDocuments(FuzzInput input) throws Exception {
        input.read(() -> EmbeddedDocument.read(Json.read(input.bytes(), "own.json"))
                .map(document -> document.renamed("web:", "pkg:pypi/web@1.0"))
                .ifPresent(SbomFuzzTest::assertClosed));
    }

    private static void assertClosed(EmbeddedDocument document) {
        document.dependencies()
                .values()
                .forEach(refs -> assertThat(refs)
                        .isSubsetOf(java.util.stream.Stream.concat(
                                        document.components().stream().map(Component::ref), document.wheel().stream())
                                .toList()));
    }
}
