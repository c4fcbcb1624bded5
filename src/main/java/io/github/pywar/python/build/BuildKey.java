package io.github.pywar.python.build;

import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names of entries in the cache of built wheels.
 *
 * @param exact hash of all that the wheel depends on, except build requirements
 * @param pure hash without the C library of the target, libraries and repairs: compiled code depends on them, metadata and
 *     pure wheels do not
 */
record BuildKey(String exact, String pure) {

    /** Changed with each change of this package that changes wheels. */
    private static final String FORMAT = "2";

    /** Compiled code depends on the release of the system. */
    private static final Path SYSTEM = Path.of("/etc/os-release");

    /** @param isForBuilds whether the wheel is a build requirement, whose compiled code is not checked for a target */
    static BuildKey of(String content, TargetEnvironment target, BuildOptions options, boolean isForBuilds) {
        Map<String, Object> settings = new TreeMap<>();
        options.configSettings().forEach((name, values) -> settings.put(name.value(), new TreeMap<>(values)));
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("format", FORMAT);
        inputs.put("content", content);
        inputs.put("target", "CPython " + target.python() + " on " + target.platform());
        inputs.put("isForBuilds", isForBuilds);
        inputs.put("system", system());
        inputs.put("settings", settings);
        inputs.put("variables", new TreeMap<>(options.variables()));
        inputs.put("isNetworkAllowed", options.isNetworkAllowed());
        String pure = hash(inputs);
        inputs.put("floor", target.platform().floor());
        inputs.put("isRepairing", options.isRepairing());
        inputs.put("systemLibraries", List.copyOf(options.systemLibraries()));
        return new BuildKey(hash(inputs), pure);
    }

    /** Returns the hash of a text, in which equal parts cannot come from different inputs. */
    private static String hash(Map<String, Object> inputs) {
        return Sha256.of(Json.write(inputs)).hex();
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
