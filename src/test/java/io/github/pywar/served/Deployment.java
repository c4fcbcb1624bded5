package io.github.pywar.served;

import io.github.pywar.testing.server.Installed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Deployment directory of the archives' tool: {@code python3 shop.pywar deploy ROOT}. */
final class Deployment {

    private final Path root;

    Deployment(Path root) {
        this.root = root;
    }

    /** Returns the link to the release that is served. */
    Path current() {
        return root.resolve("current");
    }

    /** Returns the configuration of that server, as the tool of the served release prints it. */
    String configuration(String server) {
        List<String> words = List.of("-m", "_pywar", "config", server, root.toString());
        return SystemPython.run(current(), words);
    }

    /** Returns the output of the tool's rollback by one release. */
    String rollback() {
        return SystemPython.run(current(), List.of("-m", "_pywar", "rollback", root.toString()));
    }

    /** Returns the output of the tool's deployment of the archive. */
    String deploy(Path archive, String... options) {
        List<String> words = new ArrayList<>(List.of(archive.toString(), "deploy", root.toString()));
        words.addAll(List.of(options));
        if (Installed.isRoot()) {
            words.addAll(List.of("--owner", "www-data"));
        }
        return SystemPython.run(root.getParent(), words);
    }
}
