package io.github.pywar.python.config;

import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.SharedFile;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.interpreter.PythonRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Default index of the build machine's pip, which its help text contains. Running pip takes more than half a second, so
 * the result is cached by pip's path, modification time and size.
 *
 * @param machine with the PATH to search
 * @param cache the cache file
 */
record PipDefault(BuildMachine machine, Path cache) {

    private static final CacheFormat FORMAT = new CacheFormat(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** @return the index; empty if there is no pip, or its help has no default */
    Optional<ConfiguredValue> find() throws IOException {
        Optional<Path> pip = pip();
        if (pip.isEmpty()) {
            return Optional.empty();
        }
        String key =
                pip.get() + "\n" + Files.getLastModifiedTime(pip.get()).toMillis() + " " + Files.size(pip.get()) + "\n";
        Optional<String> cached = cached(key);
        Optional<String> url = cached.isPresent() ? cached : read(pip.get());
        if (cached.isEmpty() && url.isPresent()) {
            AtomicFile.write(cache, FORMAT.of(key).write(new CacheWriter().text(url.get())));
        }
        return url.map(text -> new ConfiguredValue(text, "the default of `" + pip.get() + "`"));
    }

    private Optional<Path> pip() {
        List<Path> folders = Interpreters.folders(machine.variable("PATH").orElse(""));
        for (String name : List.of("pip3", "pip", "pip.exe")) {
            for (Path folder : folders) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> cached(String key) throws IOException {
        return SharedFile.read(cache).flatMap(bytes -> FORMAT.of(key).read(bytes, CacheReader::text));
    }

    private static Optional<String> read(Path pip) {
        // A narrow terminal would break the URL into two lines.
        Map<String, String> wide = Map.of("COLUMNS", "400", "PIP_DISABLE_PIP_VERSION_CHECK", "1");
        try {
            PythonRun.Outcome help =
                    PythonRun.of(pip, List.of("install", "--help"), wide).finish(TIMEOUT);
            Matcher found = Pattern.compile(
                            "--index-url\\b.{0,400}?\\(default:?\\s+(https?://[^\\s)]+)", Pattern.DOTALL)
                    .matcher(help.output());
            return help.isSuccess() && found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException notExecutable) {
            return Optional.empty();
        }
    }
}
