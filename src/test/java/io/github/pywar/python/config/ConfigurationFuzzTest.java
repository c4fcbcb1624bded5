package io.github.pywar.python.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Files of pip, uv and netrc are refused with the file's name, or read as far as possible. */
class ConfigurationFuzzTest {

    @TempDir
    Path root;

    @FuzzTarget
    void readsPipConf(FuzzInput input) throws Exception {
        read("home/.config/pip/pip.conf", input);
    }

    @FuzzTarget
    void readsUvToml(FuzzInput input) throws Exception {
        read("project/uv.toml", input);
    }

    @FuzzTarget
    void readsNetrc(FuzzInput input) throws Exception {
        read("home/.netrc", input);
        input.read(() -> assertThat(Netrc.parse(input.text()).machines()).doesNotContainValue(null));
    }

    private void read(String name, FuzzInput input) throws Exception {
        Files.createDirectories(root.resolve("project"));
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, input.bytes());
        BuildMachine machine = new BuildMachine(Map.of(), root.resolve("home"), root.resolve("project"), root, "Linux");
        input.read(() -> Configuration.readFiles(machine).indexes().forEach(IndexDeclaration::describe));
        Files.delete(file);
    }

    /** A range of addresses, and a host in the second line. */
    @FuzzTarget
    void readsAddressRanges(FuzzInput input) throws Exception {
        input.read(() -> AddressRange.parse(input.line(0)));
    }
}
