package io.github.pywar.app.development;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ImportsFuzzTest {

    @TempDir
    Path folder;

    @FuzzTarget
    void readsImports(FuzzInput input) throws Exception {
        Path file = Files.write(folder.resolve("cart.py"), input.bytes());
        input.read(() -> assertThat(ModuleImports.of(file, "shop.cart", false)).doesNotContain(""));
    }
}
