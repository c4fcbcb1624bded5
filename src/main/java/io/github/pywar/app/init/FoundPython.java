package io.github.pywar.app.init;

import io.github.pywar.app.spec.TargetChoice;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.declaration.RequiredPython;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Python version that a project declares: the first of these.
 *
 * <ol>
 *   <li>{@code .python-version}, {@code runtime.txt}, the Python that pinned the versions in {@code requirements.txt}, or
 *       the image of a {@code Dockerfile}, from 3.8 on, if the project supports it
 *   <li>the versions that the project supports: that of this machine if it is one of them, else the lowest
 *   <li>the first Python 3 of this machine
 * </ol>
 *
 * @param series for example {@code 3.11}
 * @param origin for messages
 */
record FoundPython(String series, String origin) {

    private static final String DEFAULT = "3.11";
    /** The version is at the beginning of a file: versions with hashes may be larger. */
    private static final int MAX_BYTES = 1 << 16;

    private static final int OLDEST = 8;
    private static final int NEWEST = 14;

    /** Image of Python, or of another tool with a Python: {@code python:3.12-slim}, {@code uv:0.9-python3.12-alpine}. */
    private static final Pattern IMAGE =
            Pattern.compile("(?mi)^FROM\\s+(?:--\\S+\\s+)?(?:\\S+/)?(?:python:|[^\\s/]+[:-]python)(3\\.\\d{1,3})");

    /** File with a Python version. */
    private record VersionFile(String name, Pattern version) {}

    private static final List<VersionFile> FILES = List.of(
            new VersionFile(".python-version", Pattern.compile("(?m)^\\s*(?:cpython-)?(3\\.\\d{1,3})")),
            new VersionFile("runtime.txt", Pattern.compile("(?m)^\\s*python-(3\\.\\d{1,3})")),
            new VersionFile(
                    "requirements.txt",
                    Pattern.compile("(?m)^#.*\\bpip-compile with [Pp]ython (3\\.\\d{1,3})|^#.*\\buv pip compile\\b.*"
                            + "(?:--python(?:-version)?|-p)[ =](3\\.\\d{1,3})")),
            new VersionFile("Dockerfile", IMAGE),
            new VersionFile("docker/Dockerfile", IMAGE));

    /**
     * Finds the version.
     *
     * @param folders that may have the files, the first one wins
     * @param required versions that the project supports
     */
    static FoundPython of(List<Path> folders, Optional<RequiredPython> required, Interpreters machine)
            throws IOException {
        for (Path folder : folders) {
            for (VersionFile file : FILES) {
                Optional<String> version = read(folder, file);
                boolean isAccepted = version.filter(FoundPython::isSupported)
                        .filter(series -> required.isEmpty() || supports(required.get(), series))
                        .isPresent();
                if (isAccepted) {
                    return new FoundPython(version.get(), file.name());
                }
            }
        }
        Optional<String> here = machine.selected()
                .flatMap(Interpreter::probe)
                .or(machine::first)
                .map(Interpreter::series);
        return required.flatMap(versions -> supported(versions, here))
                .or(() -> here.map(series -> new FoundPython(series, "the Python of this machine")))
                .orElse(new FoundPython(DEFAULT, "no declaration, and no Python on this machine"));
    }

    /** A version that is too old for archives is skipped. */
    private static boolean isSupported(String series) {
        return Integer.parseInt(series.substring(2)) >= OLDEST;
    }

    private static Optional<String> read(Path folder, VersionFile file) throws IOException {
        Path path = folder.resolve(file.name());
        FileScope scope = FileScope.NONE.with(folder);
        if (!Files.isRegularFile(path) || !scope.has(path)) {
            return Optional.empty();
        }
        byte[] text;
        try (InputStream in = scope.source(scope.real(path, file.name())).open()) {
            text = in.readNBytes(MAX_BYTES);
        }
        return file.version()
                .matcher(new String(text, StandardCharsets.UTF_8))
                .results()
                .flatMap(found -> IntStream.rangeClosed(1, found.groupCount()).mapToObj(found::group))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Optional<FoundPython> supported(RequiredPython required, Optional<String> here) {
        if (here.filter(series -> accepts(required, series)).isPresent()) {
            return here.map(series -> new FoundPython(series, required.origin() + ", and the Python of this machine"));
        }
        return IntStream.rangeClosed(OLDEST, NEWEST)
                .mapToObj(minor -> "3." + minor)
                .filter(series -> accepts(required, series))
                .findFirst()
                .map(series -> new FoundPython(series, "the lowest version of " + required.origin()));
    }

    /** Returns whether the project supports all releases of a series. */
    private static boolean accepts(RequiredPython required, String series) {
        return target(series).accepts(required.versions());
    }

    /** Returns whether the project supports newer releases of a series. A declared version may be one of them. */
    private static boolean supports(RequiredPython required, String series) {
        return target(series).firstMicro(required.versions()).isPresent();
    }

    private static TargetEnvironment target(String series) {
        return TargetEnvironment.of(PythonVersion.parse(series), Platform.parse(TargetChoice.PLATFORM));
    }
}
