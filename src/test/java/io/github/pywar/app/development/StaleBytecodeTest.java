package io.github.pywar.app.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleBytecodeTest {

    @TempDir
    private Path folder;

    @Test
    void deletesTheBytecodeOfChangedModulesOnly() throws IOException {
        write("shop/__pycache__/prices.cpython-311.pyc");
        write("shop/__pycache__/prices.cpython-311.opt-1.pyc");
        write("shop/__pycache__/prices_old.cpython-311.pyc");
        write("shop/__pycache__/prices.txt");

        StaleBytecode.delete(List.of(folder.resolve("shop/prices.py"), folder.resolve("shop/page.html")));

        assertThat(folder.resolve("shop/__pycache__"))
                .isDirectoryNotContaining("glob:**prices.cpython*")
                .isDirectoryContaining("glob:**prices_old.cpython-311.pyc")
                .isDirectoryContaining("glob:**prices.txt");
    }

    @Test
    void acceptsModulesWithoutBytecode() throws IOException {
        StaleBytecode.delete(List.of(folder.resolve("shop/prices.py")));

        assertThat(folder).isEmptyDirectory();
    }

    private void write(String path) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }
}
