package io.github.pywar.python.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Flags that keep the path of the build's folder out of compiled code. Compilers without them, from before 2018, get none.
 *
 * @param isSupported whether this machine's C compiler has the flag for the paths of files
 */
record CompilerFlags(boolean isSupported) {

    private static final long SECONDS = 20;

    /** The variables separate flags by blanks, and programs disagree on quotes: other paths stay in compiled code. */
    private static final Pattern PLAIN = Pattern.compile("[\\w/.+-]+");

    /** Asks the C compiler of a search path. */
    static CompilerFlags probe(Map<String, String> parent) {
        return new CompilerFlags(BuildVariables.programs(parent)
                .map(folder -> folder.resolve("cc"))
                .filter(Files::isExecutable)
                .findFirst()
                .filter(CompilerFlags::accepts)
                .isPresent());
    }

    private static boolean accepts(Path compiler) {
        List<String> command =
                List.of(compiler.toString(), "-ffile-prefix-map=/a=.", "-fsyntax-only", "-x", "c", "/dev/null");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            boolean isEnded = process.waitFor(SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return isEnded && process.exitValue() == 0;
        } catch (IOException notRunning) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns the variables that compilers of C, C++ and Rust, and their build tools read. */
    Map<String, String> variables(Path scratch) {
        Map<String, String> variables = new LinkedHashMap<>();
        if (!PLAIN.matcher(scratch.toString()).matches()) {
            return variables;
        }
        if (isSupported) {
            String flag = "-ffile-prefix-map=" + scratch + "=.";
            variables.put("CFLAGS", flag);
            variables.put("CXXFLAGS", flag);
        }
        variables.put("CARGO_BUILD_RUSTFLAGS", "--remap-path-prefix=" + scratch + "=.");
        return variables;
    }
}
