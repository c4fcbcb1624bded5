package io.github.pywar.base.file;

import io.github.pywar.base.error.UserException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Files of this machine that are named by a URL (RFC 8089). */
public final class FileUrl {

    private FileUrl() {}

    /**
     * @param url of the scheme {@code file}; its host is left out or {@code localhost}
     * @throws UserException where it names a file of another machine, or none
     */
    public static Path path(URI url) {
        String host = url.getRawAuthority();
        if (host != null && !host.isEmpty() && !host.equalsIgnoreCase("localhost")) {
            String machine = host.substring(host.lastIndexOf('@') + 1);
            throw UserException.of("`" + url.getRawPath() + "` is a file of another machine, `" + machine + "`")
                    .hint("the URL of a file of this machine has three slashes: `file:///srv/files`");
        }
        try {
            return Path.of(new URI("file", null, url.getPath(), null));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw UserException.of("`" + url + "` names no file")
                    .hint("the URL of a file has the absolute path: `file:///srv/files`");
        }
    }
}
