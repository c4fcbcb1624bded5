package io.github.pywar.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestZip;
import io.github.pywar.testing.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildImageTest {

    @TempDir
    Path folder;

    private final TestProgress progress = new TestProgress();
    private Path archive;

    @BeforeEach
    void writeArchive() throws IOException {
        Path program = folder.resolve("python/bin/python3.11");
        Files.createDirectories(program.getParent());
        Files.writeString(program, "program");
        Path python = folder.resolve("shop-python.tar.gz");
        assertThat(Tool.run(folder, "tar", "-czf", python.toString(), "python").exit())
                .isZero();
        String manifest = """
                {"name": "shop", "version": "1.0.0", "build": {"id": "0123456789ab", "timestamp": "2026-01-01T00:00:00Z"},
                 "target": {"python": "3.11", "platform": "linux-x86_64"}, "packages": [{"name": "waitress"}],
                 "runtime": {"program": "python/bin/python3.11", "sha256": "%s", "offset": 0, "size": %d,
                             "file": "shop-python.tar.gz"}}
                """.formatted(Sha256.of(python).hex(), Files.size(python));
        archive = Files.write(
                folder.resolve("shop.pywar"),
                new TestZip()
                        .add("META-INF/pywar/manifest.json", manifest.getBytes(StandardCharsets.UTF_8))
                        .bytes());
    }

    @Test
    void warnsOfAPythonOfTheBaseImageThatIsNotUsed() throws IOException {
        build("python3");
        assertThat(progress.warnings()).isEmpty();

        build("/usr/local/bin/python3.11");
        assertThat(progress.warnings()).singleElement().asString().startsWith("<imagePython> has no effect");
    }

    private void build(String python) throws IOException {
        Path work = Files.createTempDirectory(folder, "work");
        ImageDefaults.Declared declared = new ImageDefaults.Declared(8000, "65532", Map.of(), Map.of(), python);
        BuildImage.Output output = new BuildImage.Output(
                folder.resolve("image.tar"), folder.resolve("image.digest"), work, folder.resolve("cache"));
        ImageRequest.Access access = new ImageRequest.Access(Optional.empty(), Optional.empty(), false, true);
        new BuildImage((request, unused) -> "sha256:" + "0".repeat(64), progress)
                .run(new BuildImage.Request(
                        archive, BaseImage.parse("scratch", folder), "shop:1", declared, access, true, output));
    }
}
