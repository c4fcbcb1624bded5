package io.github.pywar.app.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageLibraryTest {

    private static final Pattern PROVIDED = Pattern.compile(
            "<artifactId>(jib-core|jzlib)</artifactId>\\s*<version>([^<]+)</version>\\s*<scope>provided</scope>");

    @TempDir
    Path folder;

    /** The plugin is compiled against the libraries that it loads. */
    @Test
    void listHasTheVersionsOfThePom() throws IOException {
        List<MatchResult> declared =
                PROVIDED.matcher(Files.readString(Path.of("pom.xml"))).results().toList();

        assertThat(declared).hasSize(2);
        assertThat(declared)
                .allSatisfy(one -> assertThat(ImageLibrary.all())
                        .anyMatch(library -> library.coordinates().endsWith(":" + one.group(1) + ":" + one.group(2))));
    }

    @Test
    void refusesAFileWithAnotherHash() throws IOException {
        Path jar = Files.writeString(folder.resolve("jib.jar"), "other");
        ImageLibrary library = new ImageLibrary("com.example:jib:1.0", Sha256.of("expected".getBytes()));

        Golden.assertMatches(
                "image/other-library.txt",
                catchThrowableOfType(UserException.class, () -> library.verified(jar))
                        .getMessage());
    }
}
