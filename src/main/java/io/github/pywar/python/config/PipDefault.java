package io.github.pywar.python.config;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.interpreter.PythonRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The index that the build machine's own pip uses when nobody names one: its help says it. Asking takes a good half
 * second, so the answer is kept in a file by pip's path and time.
 *
 * @param machine whose PATH is searched
 * @param cache the file
 */
record PipDefault(BuildMachine machine, Path cache) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern DEFAULT =
            Pattern.compile("--index-url\\b.{0,400}?\\(default:?\\s+(https?://[^\\s)]+)", Pattern.DOTALL);

    /** @return the index; empty where there is no pip, or it does not say */
    Optional<ConfiguredValue> find() throws IOException {
        Optional<Path> pip = pip();
        if (pip.isEmpty()) {
            return Optional.empty();
        }
        String key = pip.get() + "\n" + Files.getLastModifiedTime(pip.get()).toMillis() + "\n";
        Optional<String> known = known(key);
        Optional<String> url = known.isPresent() ? known : ask(pip.get());
        if (known.isEmpty() && url.isPresent()) {
            AtomicFile.write(cache, (key + url.get() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return url.map(text -> new ConfiguredValue(text, "the default of `" + pip.get() + "`"));
    }

    private Optional<Path> pip() {
        List<Path> folders = Interpreters.folders(machine.variable("PATH").orElse(""));
        return Stream.of("pip3", "pip", "pip.exe")
                .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private Optional<String> known(String key) throws IOException {
        String text = Files.isRegularFile(cache) ? Files.readString(cache) : "";
        return text.startsWith(key) && text.endsWith("\n")
                ? Optional.of(text.substring(key.length()).strip())
                : Optional.empty();
    }

    private static Optional<String> ask(Path pip) {
        Map<String, String> wide = Map.of("COLUMNS", "400", "PIP_DISABLE_PIP_VERSION_CHECK", "1");
        try {
            PythonRun.Outcome help =
                    PythonRun.of(pip, List.of("install", "--help"), wide).finish(PATIENCE);
            Matcher found = DEFAULT.matcher(help.output());
            return help.isSuccess() && found.find() ? Optional.of(found.group(1)) : Optional.empty();
        } catch (IOException notToBeRun) {
            return Optional.empty();
        }
    }
}
