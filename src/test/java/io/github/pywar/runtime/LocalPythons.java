package io.github.pywar.runtime;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The CPython interpreters of this machine, one for each minor version: of pyenv, of {@code /usr/bin} and of the PATH.
 */
final class LocalPythons {

    private static final String WHO =
            "import sys; print('%s %d %d' % ((sys.version_info >= (3, 3) and sys.implementation.name or 'cpython',)"
                    + " + sys.version_info[:2]))";

    /** Interpreter that runs: its file and its version. */
    record Python(Path file, int major, int minor) {
        boolean runsTheTool() {
            return major == 3 && minor >= 8;
        }

        @Override
        public String toString() {
            return "CPython " + major + "." + minor + " (" + file + ")";
        }
    }

    private LocalPythons() {}

    /** Returns the interpreters, in the order of the search. */
    static Collection<Python> find() {
        Map<String, Python> found = new LinkedHashMap<>();
        for (Path candidate : candidates()) {
            Python python = query(candidate);
            if (python != null) {
                found.putIfAbsent(python.major + "." + python.minor, python);
            }
        }
        return found.values();
    }

    private static List<Path> candidates() {
        List<Path> files = new ArrayList<>();
        String pyenv = System.getenv().getOrDefault("PYENV_ROOT", System.getProperty("user.home") + "/.pyenv");
        for (Path version : list(Path.of(pyenv, "versions"), "*")) {
            files.add(version.resolve("bin/python"));
        }
        for (String folder : ("/usr/bin:" + System.getenv().getOrDefault("PATH", "")).split(":")) {
            if (!folder.isEmpty() && !folder.endsWith("/shims")) {
                files.addAll(list(Path.of(folder), "python{2,3,2.?,3.?,3.??}"));
            }
        }
        return files.stream().filter(Files::isExecutable).toList();
    }

    private static List<Path> list(Path folder, String glob) {
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
                files.forEach(found::add);
            } catch (IOException e) {
                throw new IllegalStateException("cannot list " + folder, e);
            }
        }
        return found.stream().sorted().toList();
    }

    /** Returns the interpreter, or null if the file is no working CPython. */
    private static Python query(Path file) {
        try {
            Process process = new ProcessBuilder(file.toString(), "-c", WHO).start();
            String answer = new String(process.getInputStream().readAllBytes()).strip();
            boolean succeeded = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
            String[] words = answer.split(" ");
            return succeeded && words.length == 3 && words[0].equals("cpython")
                    ? new Python(file, Integer.parseInt(words[1]), Integer.parseInt(words[2]))
                    : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
