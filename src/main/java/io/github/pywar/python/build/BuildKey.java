package io.github.pywar.python.build;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** Name of an entry in the cache of built wheels: a hash of all that the wheel depends on, except build requirements. */
final class BuildKey {

    /** Changed with each change of this package that changes wheels. */
    private static final String FORMAT = "1";

    /** Compiled code depends on the release of the system. */
    private static final Path SYSTEM = Path.of("/etc/os-release");

    private BuildKey() {}

    static String of(String content, TargetEnvironment target, BuildOptions options) {
        String text = String.join(
                "\n",
                List.of(
                        FORMAT,
                        content,
                        target.toString(),
                        system(),
                        new TreeMap<>(options.configSettings()).toString(),
                        new TreeMap<>(options.variables()).toString(),
                        Boolean.toString(options.isRepairing()),
                        options.systemLibraries().toString()));
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static String system() {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        try {
            return machine + (Files.exists(SYSTEM) ? Sha256.of(SYSTEM).hex() : "");
        } catch (IOException unreadable) {
            return machine;
        }
    }
}
