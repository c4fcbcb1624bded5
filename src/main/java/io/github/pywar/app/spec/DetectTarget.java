package io.github.pywar.app.spec;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.target.BuildDetails;
import io.github.pywar.python.target.Libc;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prints a target as lines for the POM: that of a Python of this machine, or that of a server by its own description. */
public final class DetectTarget {

    /** In bytes. */
    private static final int LARGEST = 1 << 16;

    private static final String MUSL = "musl";

    /** Python cannot read the version of musl; this is the oldest that current Pythons are built for. */
    private static final String OLDEST_MUSL = "musl-1.2";

    private static final String MUSL_NOTE = "Python cannot read the version of musl: `ldd --version` prints it";

    private final Progress progress;

    /** @param progress receives each line */
    public DetectTarget(Progress progress) {
        this.progress = progress;
    }

    /**
     * Prints the target of a Python of this machine.
     *
     * @throws UserException if archives do not run on it
     */
    public void run(Interpreter python) {
        if (!python.implementation().equals("cpython")) {
            throw UserException.of("`" + python.executable() + "` is " + python.implementation() + " "
                            + python.version() + ": archives run on CPython")
                    .hint("name a CPython");
        }
        String version = python.version() + (python.freeThreaded() ? "t" : "");
        progress.step("Target of " + python.executable() + ":");
        print(version, python.platform(), Optional.of(python.libc()).filter(text -> !text.isEmpty()));
    }

    /**
     * Prints the target that a file from a server describes.
     *
     * @param file with the text that the archive's command {@code info --target} printed, perhaps with other lines; or
     *     {@code build-details.json} of the server's Python
     * @throws UserException if the text has no target, or one that is not supported
     */
    public void run(Path file) throws IOException {
        String text = text(file);
        if (BuildDetails.isJson(text.getBytes(StandardCharsets.UTF_8))) {
            BuildDetails details = BuildDetails.read(file, "<detectFrom>");
            progress.step("Target in " + file.getFileName() + ":");
            print(details.python(), details.platform(), details.libc());
            return;
        }
        String python = find("python", text).orElseThrow(() -> undetected(file));
        String platform = find("platform", text).orElseThrow(() -> undetected(file));
        progress.step("Target in " + file.getFileName() + ":");
        print(python, platform, find("libc", text));
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw UserException.of("`" + file + "` is not a file\n    from: <detectFrom>")
                    .hint("write it on the server: python3 ARCHIVE info --target > FILE");
        }
        if (Files.size(file) > LARGEST) {
            throw undetected(file);
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static Optional<String> find(String element, String text) {
        Matcher matcher = Pattern.compile("<" + element + ">([^<\\n]{1,40})</" + element + ">")
                .matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static UserException undetected(Path file) {
        return UserException.of("`" + file.getFileName() + "` does not describe a server: <python> and <platform> are"
                        + " required")
                .hint("write it on the server: python3 ARCHIVE info --target > FILE");
    }

    /** The values are parsed, so that only a target that the build accepts is printed. */
    private void print(String python, String platform, Optional<String> libc) {
        List<String> lines = new ArrayList<>();
        lines.add("<python>" + PythonVersion.parse(python) + "</python>");
        lines.add("<platform>" + Platform.parse(platform) + "</platform>");
        libc.map(text -> text.equals(MUSL) ? OLDEST_MUSL : text)
                .map(Libc::parse)
                .ifPresent(known -> lines.add("<libc>" + known + "</libc>"));
        lines.forEach(progress::step);
        if (libc.filter(MUSL::equals).isPresent()) {
            progress.warning(MUSL_NOTE);
        }
    }
}
