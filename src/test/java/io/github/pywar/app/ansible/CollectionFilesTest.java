package io.github.pywar.app.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionFilesTest {

    @TempDir
    Path folder;

    @Test
    void containsTheSignatureAndTheProvenance() throws IOException {
        Files.writeString(folder.resolve("shop.pywar.sig"), "signature");
        Files.writeString(folder.resolve("shop.pywar.intoto.jsonl"), "{}");

        assertThat(collection("1.0.0").tree("shop-ansible.tar.gz").entries().keySet())
                .contains(
                        "roles/pywar/files/shop.pywar",
                        "roles/pywar/files/shop.pywar.sig",
                        "roles/pywar/files/shop.pywar.intoto.jsonl");
    }

    @Test
    void refusesAVersionThatAnsibleWouldEvaluate() throws IOException {
        AnsibleCollection collection = collection("1.0{{ lookup('pipe', 'id') }}");

        assertThatThrownBy(() -> collection.tree("shop-ansible.tar.gz"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cannot be part of a script");
    }

    private AnsibleCollection collection(String version) throws IOException {
        Path archive = Files.writeString(folder.resolve("shop.pywar"), "archive");
        String manifest = """
                {"name": "shop", "version": "%1$s", "target": {"python": "3.11"},
                 "maven": {"groupId": "com.example", "artifactId": "shop", "version": "%1$s", "classifier": null}}
                """.formatted(version);
        byte[] json = manifest.getBytes(StandardCharsets.UTF_8);
        CollectionName name = new CollectionName("com_example", "shop");
        return new AnsibleCollection(name, new BuiltArchive(archive, Json.read(json, "manifest")), true);
    }
}
