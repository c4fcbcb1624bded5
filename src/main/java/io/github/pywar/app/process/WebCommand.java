package io.github.pywar.app.process;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Command {@code web} of a Procfile. A deployment does not run it: the archive has a server and an entry of its own.
 *
 * @param line of the Procfile
 */
record WebCommand(ProcessDeclaration line) {

    private static final String DOTTED = "[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*+";
    private static final Pattern ENTRY = Pattern.compile(DOTTED + ":" + DOTTED + "(?:\\(\\))?");

    /** Returns a warning if the command starts another program, or another application. */
    Optional<String> warning(String server, String entry) {
        String program = program();
        if (!program.equals(server)) {
            return Optional.of(text() + "starts `" + program + "`, and the archive's server is `" + server
                    + "`. The line is not used; <server> selects the server");
        }
        return words().stream()
                .map(word -> word.replaceAll("^[\"']|[\"']$", ""))
                .filter(word -> ENTRY.matcher(word).matches() && !word.equals(entry))
                .findFirst()
                .map(other -> text() + "serves `" + other + "`, and the archive's application is `" + entry
                        + "`. The line is not used; <application> selects the application");
    }

    private String text() {
        return "`web` of " + line.location() + " ";
    }

    /** Returns the name of the program, or of the module after {@code python -m}. */
    private String program() {
        List<String> words = words();
        int module = words.indexOf("-m") + 1;
        boolean isModule = words.get(0).matches("(?:.*/)?python[0-9.]*") && module > 0 && module < words.size();
        return isModule ? words.get(module) : words.get(0).replaceFirst(".*/", "");
    }

    private List<String> words() {
        return List.of(line.command().strip().split("\\s+"));
    }
}
