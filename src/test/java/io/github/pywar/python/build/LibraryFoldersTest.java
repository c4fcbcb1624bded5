package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFoldersTest {

    private static final List<Path> DEFAULTS =
            List.of(Path.of("/lib64"), Path.of("/usr/lib64"), Path.of("/lib"), Path.of("/usr/lib"));

    @TempDir
    Path folder;

    private List<Path> folders(Map<String, String> variables, String configuration) throws IOException {
        return LibraryFolders.of(variables, Files.writeString(folder.resolve("ld.so.conf"), configuration));
    }

    @Test
    void readsTheVariableThenTheConfigurationThenTheDefaults() throws IOException {
        Files.createDirectories(folder.resolve("conf.d"));
        Files.writeString(folder.resolve("conf.d/b.conf"), "/opt/b/lib\n");
        Files.writeString(folder.resolve("conf.d/a.conf"), "# first\n/opt/a/lib  # second\n\n/opt/a/more\n");
        Files.writeString(folder.resolve("conf.d/other.txt"), "/opt/other\n");

        List<Path> found =
                folders(Map.of("LD_LIBRARY_PATH", "/opt/own::relative:"), "include conf.d/*.conf\n/usr/local/lib\n");

        assertThat(found.subList(0, 5))
                .containsExactly(
                        Path.of("/opt/own"),
                        Path.of("/opt/a/lib"),
                        Path.of("/opt/a/more"),
                        Path.of("/opt/b/lib"),
                        Path.of("/usr/local/lib"));
        assertThat(found.subList(5, found.size())).isEqualTo(DEFAULTS);
    }

    @Test
    void ignoresWhatItCannotRead() throws IOException {
        Files.writeString(folder.resolve("self.conf"), "include self.conf\n/opt/self\n");

        assertThat(folders(
                        Map.of(),
                        "include self.conf\ninclude none/*.conf\ninclude [\ninclude \0/x\nhwcap 1 nosegneg\n"))
                .containsExactly(
                        Path.of("/opt/self"), DEFAULTS.get(0), DEFAULTS.get(1), DEFAULTS.get(2), DEFAULTS.get(3));
        assertThat(LibraryFolders.of(Map.of(), folder.resolve("missing"))).isEqualTo(DEFAULTS);
    }
}
