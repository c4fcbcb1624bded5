package io.github.pywar.app.check;

import io.github.pywar.python.interpreter.CleanEnvironment;
import io.github.pywar.python.interpreter.Interpreter;
import io.github.pywar.python.interpreter.PythonRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Processes of an archive: with few variables, an empty home directory, and without network unless it is allowed. */
record ArchiveProcess(BootRequest request) {

    /** Line of the isolating script on a system without network namespaces. */
    private static final String NOT_ISOLATED = "pywar: the network is not isolated: ";

    /** Messages of Python and of database drivers for a service that cannot be reached. */
    private static final Pattern UNREACHABLE = Pattern.compile("Network is unreachable|Connection refused"
            + "|[Nn]ame resolution|Name or service not known|could not translate host name|Can't connect to");

    /**
     * Starts a command of the archive.
     *
     * @param port of the loopback address that leads to the same port of the process; 0 for none
     * @param command of the archive, with its arguments
     */
    PythonRun start(Interpreter python, int port, String... command) throws IOException {
        Map<String, String> declared = new HashMap<>(request.environment());
        declared.put("PYWAR_CACHE", folder().toString());
        List<String> arguments = new ArrayList<>();
        if (!request.checks().isNetworkAllowed()) {
            arguments.addAll(List.of("-I", "-S", "-c", script("isolate.py"), String.valueOf(port)));
            arguments.add(python.executable().toString());
        }
        arguments.add(request.archive().toAbsolutePath().toString());
        arguments.addAll(List.of(command));
        return python.run(arguments, CleanEnvironment.of(request.parent(), home(), declared), home());
    }

    static String script(String name) throws IOException {
        try (InputStream in = ArchiveProcess.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns whether the process could use the network although it was not allowed. */
    static boolean lacksIsolation(String output) {
        return output.contains(NOT_ISOLATED);
    }

    /** Returns whether the output has the message of a program that found no network, and whether it had none. */
    boolean missesNetwork(String output) {
        return !request.checks().isNetworkAllowed()
                && !lacksIsolation(output)
                && UNREACHABLE.matcher(output).find();
    }

    Path folder() {
        return request.folder().toAbsolutePath();
    }

    /** The current directory of the process: modules of the project's directory must not be importable. */
    private Path home() {
        return folder().resolve("home");
    }

    /** Files of an earlier run would make this run differ from the first run on a server. */
    void emptyHome() throws IOException {
        if (Files.isDirectory(home(), LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(home())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(home());
    }
}
