package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestZip;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayFilesTest {

    private static final String NAME = "com.example:shop:pywar:1.0";

    @TempDir
    Path folder;

    @Test
    void unpacksOnlyTheApplicationOfAnArchive() throws IOException {
        Path content = unpack(
                "pywar",
                "META-INF/pywar/manifest.json",
                "__main__.py",
                "app/shop/wsgi.py",
                "hooks/pre-deploy/10-a.sh",
                "lib/python3.11/site-packages/flask/__init__.py");

        assertThat(content.resolve("shop/wsgi.py")).isRegularFile();
        assertThat(content.toFile().list()).containsExactly("shop");
    }

    @Test
    void unpacksAllFilesOfAnotherType() throws IOException {
        assertThat(unpack("zip", "app/x.py", "y.py").toFile().list()).containsExactlyInAnyOrder("app", "y.py");
    }

    @Test
    void rejectsForeignAndUnknownTypes() {
        UserException foreign = catchThrowableOfType(UserException.class, () -> unpack("pywar", "app/x.py"));
        UserException unknown = catchThrowableOfType(UserException.class, () -> unpack("rar", "app/x.py"));

        Golden.assertMatches("maven/overlay-foreign.txt", foreign.getMessage());
        Golden.assertMatches("maven/overlay-unknown.txt", unknown.getMessage());
    }

    private Path unpack(String type, String... files) throws IOException {
        TestZip zip = new TestZip();
        for (String file : files) {
            zip.add(file, new byte[] {1});
        }
        File archive =
                Files.write(folder.resolve("overlay." + type), zip.bytes()).toFile();
        return OverlayFiles.unpack(NAME, type, archive, Files.createDirectories(folder.resolve("unpacked")));
    }
}
