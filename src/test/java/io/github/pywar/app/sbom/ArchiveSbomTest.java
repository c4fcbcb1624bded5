package io.github.pywar.app.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.archive.ArchiveManifest;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.testing.BackendWheels;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestElf;
import io.github.pywar.testing.TestSdist;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.model.Bom;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveSbomTest extends SbomFixture {

    private static final String OWN_SBOM = """
            {"bomFormat": "CycloneDX", "specVersion": "1.4", "version": 1,
             "metadata": {"component": {"type": "library", "name": "native", "version": "2.0", "bom-ref": "root"}},
             "components": [
               {"type": "library", "name": "zlib", "version": "1.3", "bom-ref": "z", "purl": "pkg:rpm/almalinux/zlib@1.3",
                "licenses": [{"license": {"id": "Zlib"}}], "hashes": [{"alg": "SHA-1", "content": "00"}]},
               {"type": "library", "name": "libpng", "version": "1.6", "bom-ref": "p", "purl": "not a url",
                "licenses": [{"expression": "libpng-2.0 OR Zlib"}]}],
             "dependencies": [{"ref": "root", "dependsOn": ["p"]}, {"ref": "p", "dependsOn": ["z"]}]}
            """;

    @Test
    void describesAllPackages() throws IOException, ParseException {
        add(TestWheel.of("web", "1.0+cpu")
                .metadata("License: BSD-3-Clause\nSummary: A web\n framework\nAuthor: Ann\n"
                        + "Author-email: ann@example.org\nMaintainer-email: Web Team <team@example.org>\nRequires-Dist: native>=1\n"
                        + "Requires-Dist: six; extra == 'more'\nRequires-Dist: absent; python_version < '3'\n"
                        + "Provides-Extra: more\nProject-URL: Source Code, https://user:secret@example.org/web\n"
                        + "Project-URL: Issues, not a url\nHome-page: https://web.example.org/"));
        add(TestWheel.of("six", "1.0").metadata("Classifier: License :: OSI Approved :: MIT License"));
        add(TestWheel.of("native", "2.0")
                .tag("py3-none-manylinux_2_17_x86_64")
                .metadata("License: BSD\nClassifier: License :: OSI Approved :: BSD License")
                .file(
                        "native/core.cpython-311-x86_64-linux-gnu.so",
                        TestElf.x86().needs("libpng16.so.16").bytes())
                .file("native.libs/libpng16-91cc3cb1.so.16.3.0", TestElf.x86().bytes())
                .info("sboms/auditwheel.cdx.json", OWN_SBOM));

        String json = sbom("web[more]");

        assertValid(json);
        Golden.assertMatches("sbom/packages.cdx.json", json);
        assertThat(project.progress.warnings()).isEmpty();
    }

    @Test
    void describesTheInterpreter() throws IOException, ParseException {
        addWeb();
        StringBuilder components = new StringBuilder();
        for (String declared : List.of("com.example:cpython:3.11.9:linux-x86_64:tar.gz", "cpython.tar.gz")) {
            String file = declared.contains(":") ? null : "shop-python.tar.gz";
            interpreter = Optional.of(
                    new ArchiveManifest.Runtime(declared, "python/bin/python3.11", "0a".repeat(32), 1, 0, file));
            String json = sbom("web");
            assertValid(json);
            for (JsonNode one :
                    Json.read(json.getBytes(StandardCharsets.UTF_8), "sbom").path("components")) {
                if (one.path("type").asText().equals("platform")) {
                    components.append(one.toPrettyString()).append('\n');
                }
            }
        }
        Golden.assertMatches("sbom/interpreter.txt", components.toString());
    }

    @Test
    void isEqualWithALock() throws IOException {
        addWeb();
        String resolved = sbom("web");

        project.lock(List.of("web"));

        assertThat(sbom("web")).isEqualTo(resolved);
    }

    @Test
    void namesTheSourceOfABuiltPackage() throws IOException, ParseException {
        TestSdist sdist = TestSdist.of("detect", "1.0");
        index.add(BackendWheels.hooks());
        index.add(sdist.fileName(), sdist.bytes());
        project.builds = BuildPolicy.PURE;
        project.python = BackendWheels.python().series();
        project.variables = System.getenv().entrySet().stream()
                .filter(one -> !one.getKey().startsWith("PIP_") && !one.getKey().startsWith("UV_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

        String json = sbom("detect");

        assertValid(json);
        JsonNode ancestor =
                component(json, "detect").path("pedigree").path("ancestors").path(0);
        assertThat(ancestor.path("purl").asText()).isEqualTo("pkg:pypi/detect@1.0?file_name=detect-1.0.tar.gz");
        assertThat(ancestor.path("hashes").path(0).path("content").asText())
                .isEqualTo(Sha256.of(sdist.bytes()).hex());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"bomFormat\": \"other\"}"})
    void leavesOutDamagedSbomOfAWheel(String text) throws IOException, ParseException {
        add(TestWheel.of("web", "1.0").info("sboms/own.json", text));

        assertValid(sbom("web"));

        assertThat(project.progress.warnings())
                .singleElement()
                .asString()
                .startsWith("`own.json` in `web-1.0-py3-none-any.whl` is not merged into the bill of materials: ");
    }

    /** Documents of a publisher with names and references that no tool writes. */
    static Stream<String> hostileDocuments() {
        String deep = "{\"name\": \"a\", \"components\": [".repeat(400) + "]}".repeat(400);
        return Stream.of(
                // half of a surrogate pair is no character: it cannot be written
                "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"name\": \"\\ud800\", \"version\": \"\\udc00\"}]}",
                "{\"spdxVersion\": \"SPDX-2.3\", \"packages\": [{\"SPDXID\": \"\\ud800\", \"name\": \"x\"}]}",
                "{\"bomFormat\": \"CycloneDX\", \"components\": [" + deep + "]}",
                "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"name\": \"a\", \"bom-ref\": \"x\"},"
                        + " {\"name\": \"b\", \"bom-ref\": \"x\"}], \"dependencies\": [{\"ref\": \"x\","
                        + " \"dependsOn\": [\"x\", \"pkg:pypi/web@1.0\", \"\"]}]}",
                "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"name\": \"a\", \"purl\": \"pkg:pypi/\\n\","
                        + " \"group\": [1], \"licenses\": [{\"expression\": \"(((\"}], \"hashes\": 3}]}");
    }

    @ParameterizedTest
    @MethodSource("hostileDocuments")
    void staysValidWithAHostileSbomOfAWheel(String text) throws IOException, ParseException {
        add(TestWheel.of("web", "1.0").info("sboms/own.json", text));

        assertValid(sbom("web"));
    }

    @Test
    void readsSpdxOfAWheel() throws IOException, ParseException {
        add(TestWheel.of("web", "1.0").info("sboms/own.spdx.json", """
                {"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "web",
                 "packages": [
                   {"SPDXID": "SPDXRef-web", "name": "web", "versionInfo": "1.0"},
                   {"SPDXID": "SPDXRef-ring", "name": "ring", "versionInfo": "0.17", "licenseDeclared": "NOASSERTION",
                    "licenseConcluded": "ISC AND Apache-2.0",
                    "checksums": [{"algorithm": "SHA1", "checksumValue": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}],
                    "externalRefs": [{"referenceType": "purl", "referenceLocator": "pkg:cargo/ring@0.17"}]}],
                 "relationships": [
                   {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-web"},
                   {"spdxElementId": "SPDXRef-ring", "relationshipType": "DEPENDENCY_OF", "relatedSpdxElement": "SPDXRef-web"}]}
                """));

        String json = sbom("web");

        assertValid(json);
        JsonNode ring = component(json, "ring");
        assertThat(ring.path("purl").asText()).isEqualTo("pkg:cargo/ring@0.17");
        assertThat(ring.path("licenses").path(0).path("expression").asText()).isEqualTo("ISC AND Apache-2.0");
        assertThat(dependencies(json, "pkg:pypi/web@1.0"))
                .containsExactly(ring.path("bom-ref").asText());
    }

    /** The document must be valid with every identifier that metadata can have. */
    @ParameterizedTest
    @MethodSource("identifiers")
    void usesIdentifiersOfTheStandard(List<String> identifiers) throws IOException, ParseException {
        for (String id : identifiers) {
            add(TestWheel.of("p" + index(identifiers, id), "1.0").metadata("License-Expression: " + id));
        }

        String[] all = Stream.iterate(0, i -> i + 1)
                .limit(identifiers.size())
                .map(i -> "p" + i)
                .toArray(String[]::new);
        assertValid(sbom(all));
    }

    private static int index(List<String> all, String one) {
        return all.indexOf(one);
    }

    static Stream<List<String>> identifiers() throws IOException {
        try (var in = ArchiveSbomTest.class.getResourceAsStream("/io/github/pywar/python/metadata/spdx.txt")) {
            return Stream.of(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("license "))
                    .map(line -> line.substring("license ".length()))
                    .toList());
        }
    }

    private static void assertValid(String json) throws IOException, ParseException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        JsonParser parser = new JsonParser();
        assertThat(parser.validate(bytes, Version.VERSION_16)).isEmpty();
        Bom bom = parser.parse(bytes);
        List<String> refs =
                new ArrayList<>(List.of(bom.getMetadata().getComponent().getBomRef()));
        bom.getComponents().forEach(one -> refs.add(one.getBomRef()));
        assertThat(refs).doesNotHaveDuplicates();
        bom.getDependencies().forEach(one -> {
            assertThat(refs).contains(one.getRef());
            if (one.getDependencies() != null) {
                one.getDependencies().forEach(to -> assertThat(refs).contains(to.getRef()));
            }
        });
    }

    private static JsonNode component(String json, String name) {
        return StreamSupport.stream(read(json).path("components").spliterator(), false)
                .filter(one -> one.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> dependencies(String json, String ref) {
        return StreamSupport.stream(read(json).path("dependencies").spliterator(), false)
                .filter(one -> one.path("ref").asText().equals(ref))
                .flatMap(one -> StreamSupport.stream(one.path("dependsOn").spliterator(), false))
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode read(String json) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), "sbom");
    }
}
