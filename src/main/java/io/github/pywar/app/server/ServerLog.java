package io.github.pywar.app.server;

import io.github.pywar.app.check.ServerOutput;
import io.github.pywar.base.text.FileEnd;
import java.io.IOException;
import java.nio.file.Path;

/** Log file of a started server. */
record ServerLog(Path file) {

    /** In bytes. */
    private static final int MAX_READ = 1 << 18;

    /** Returns the end of the log, at most 256 KiB. */
    ServerOutput end() throws IOException {
        return new ServerOutput(FileEnd.read(file, MAX_READ));
    }
}
