package io.github.pywar.served;

import io.github.pywar.testing.server.Installed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder that the archives' own tool deploys into: {@code python3 shop.pywar deploy ROOT}. */
final class Deployment {

    private final Path root;

    Deployment(Path root) {
        this.root = root;
    }

    /** @return the link to the release that is served */
    Path current() {
        return root.resolve("current");
    }

    /** @return what the tool of the served release prints as that server's configuration */
    String configuration(String server) {
        List<String> words = List.of("-m", "_pywar", "config", server, root.toString());
        return SystemPython.run(current(), words);
    }

    /** @return what the tool said while it went back one release */
    String rollback() {
        return SystemPython.run(current(), List.of("-m", "_pywar", "rollback", root.toString()));
    }

    /** @return what the tool said while it deployed the archive */
    String deploy(Path archive, String... options) {
        List<String> words = new ArrayList<>(List.of(archive.toString(), "deploy", root.toString()));
        words.addAll(List.of(options));
        if (Installed.isRoot()) {
            words.addAll(List.of("--owner", "www-data"));
        }
        return SystemPython.run(root.getParent(), words);
    }
}
