package io.github.pywar.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEndTest {

    @TempDir
    Path folder;

    @Test
    void readsASmallFile() throws IOException {
        assertThat(end("one\ntwo\n", 100)).isEqualTo("one\ntwo\n");
        assertThat(end("", 100)).isEmpty();
    }

    @Test
    void beginsWithACompleteLine() throws IOException {
        assertThat(end("first\nsecond\nthird\n", 10)).isEqualTo("third\n");
    }

    @Test
    void readsTheEndOfALongLine() throws IOException {
        assertThat(end("0123456789", 4)).isEqualTo("6789");
    }

    private String end(String text, int most) throws IOException {
        return FileEnd.read(Files.writeString(folder.resolve("log"), text), most);
    }
}
