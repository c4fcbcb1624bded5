package io.github.pywar.app.environment;

import io.github.pywar.python.install.ScriptTemplate;
import java.nio.file.Path;

/** Console scripts of an environment: they run with its Python, by its absolute path. */
final class EnvironmentScripts {

    /** Linux reads at most this many bytes of a first line, and no program with a space in its path. */
    private static final int LONGEST_SHEBANG = 127;

    private static final String BODY = """
            import importlib
            import sys

            if __name__ == "__main__":
                entry = importlib.import_module("@module@")
                for name in "@attribute@".split("."):
                    entry = getattr(entry, name)
                sys.exit(entry())
            """;

    private EnvironmentScripts() {}

    /** Returns the template of scripts for an environment. */
    static ScriptTemplate template(Path root) {
        String python = root.resolve("bin/python").toString();
        String direct = "#!" + python;
        if (direct.length() <= LONGEST_SHEBANG && python.indexOf(' ') < 0) {
            return new ScriptTemplate(direct + "\n", BODY);
        }
        String quoted = python.replace("'", "'\"'\"'");
        return new ScriptTemplate("#!/bin/sh\n''':'\nexec '" + quoted + "' \"$0\" \"$@\"\n':'''\n", BODY);
    }
}
