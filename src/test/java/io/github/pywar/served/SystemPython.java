package io.github.pywar.served;

import io.github.pywar.testing.server.Installed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The system's own Python. Its mod_wsgi and uWSGI are linked to it. */
final class SystemPython {

    private SystemPython() {}

    /** Returns its version as X.Y. */
    static String version() {
        return run(Path.of("."), List.of("-c", "import sys; print('%d.%d' % sys.version_info[:2])"));
    }

    /** Returns the machine's architecture, for example {@code x86_64}. */
    static String machine() {
        return run(Path.of("."), List.of("-c", "import os; print(os.uname().machine)"));
    }

    /** Returns the version of a distribution that is installed system-wide. */
    static String versionOf(String distribution) {
        String code = "import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))";
        return run(Path.of("."), List.of("-c", code, distribution));
    }

    /** Returns the stripped output. An exit code other than 0 is an error. */
    static String run(Path folder, List<String> arguments) {
        List<String> words =
                new ArrayList<>(List.of(Installed.SYSTEM_PYTHON.path().toString()));
        words.addAll(arguments);
        try {
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words + "\n" + text);
            }
            return text.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
