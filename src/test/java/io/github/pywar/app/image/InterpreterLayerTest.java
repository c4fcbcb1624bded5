package io.github.pywar.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpreterLayerTest {

    @TempDir
    Path folder;

    @Test
    void keepsTheNamesByWhichProgramsFindLibraries() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree"));
        write(tree.resolve("python/bin/python3.11"));
        link(tree.resolve("python/bin/python3"), "python3.11");
        write(tree.resolve("python/lib/libssl.so.3.0.1"));
        link(tree.resolve("python/lib/libssl.so.3"), "libssl.so.3.0.1");
        link(tree.resolve("python/lib/libssl.so"), "libssl.so.3");
        Path archive = folder.resolve("shop.pywar");
        assertThat(Tool.run(tree, "tar", "-czf", archive.toString(), "python").exit())
                .isZero();

        assertThat(layer(archive).files())
                .extracting(ImageLayer.Content::path)
                .containsExactly(
                        "/opt/python/python/bin/python3.11",
                        "/opt/python/python/lib/libssl.so.3",
                        "/opt/python/python/lib/libssl.so.3.0.1");
    }

    private ImageLayer layer(Path archive) throws IOException {
        String runtime =
                "{\"program\": \"python/bin/python3.11\", \"sha256\": \"%s\", \"offset\": 0, \"size\": %d, \"file\": null}"
                        .formatted(Sha256.of(archive).hex(), Files.size(archive));
        byte[] json = runtime.getBytes(StandardCharsets.UTF_8);
        Path work = Files.createDirectories(folder.resolve("work"));
        return new InterpreterLayer(archive, Json.read(json, "runtime"), work).layer();
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, file.getFileName().toString());
    }

    private static void link(Path file, String target) throws IOException {
        Files.createSymbolicLink(file, Path.of(target));
    }
}
