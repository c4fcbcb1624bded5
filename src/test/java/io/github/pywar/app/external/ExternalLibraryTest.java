package io.github.pywar.app.external;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalLibraryTest {

    private static final Pattern PROVIDED = Pattern.compile(
            "<artifactId>(jib-core|jzlib|packager-rpm)</artifactId>\\s*<version>([^<]+)</version>\\s*<scope>provided</scope>");

    @TempDir
    Path folder;

    /** The plugin is compiled against the libraries that it loads. */
    @Test
    void listHasTheVersionsOfThePom() throws IOException {
        List<MatchResult> declared =
                PROVIDED.matcher(Files.readString(Path.of("pom.xml"))).results().toList();

        List<String> listed = Stream.concat(
                        ExternalLibrary.all("jib-core").stream(), ExternalLibrary.all("packager-rpm").stream())
                .map(ExternalLibrary::coordinates)
                .toList();
        assertThat(declared).hasSize(3);
        assertThat(declared)
                .allSatisfy(one -> assertThat(listed)
                        .anyMatch(library -> library.endsWith(":" + one.group(1) + ":" + one.group(2))));
    }

    @Test
    void reportsThatTheRepositoryHasNotAll() {
        Golden.assertMatches(
                "external/missing.txt",
                ExternalLibrary.missing("rpm", "Could not find artifact x").getMessage());
    }

    @Test
    void refusesAFileWithAnotherHash() throws IOException {
        Path jar = Files.writeString(folder.resolve("jib.jar"), "other");
        ExternalLibrary library = new ExternalLibrary("com.example:jib:1.0", Sha256.of("expected".getBytes()));

        Golden.assertMatches(
                "external/other.txt",
                catchThrowableOfType(UserException.class, () -> library.verified(jar))
                        .getMessage());
    }
}
