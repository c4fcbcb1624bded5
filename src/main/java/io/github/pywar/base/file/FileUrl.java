package io.github.pywar.base.file;

import io.github.pywar.base.error.UserException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Paths of URLs with the scheme {@code file} (RFC 8089). */
public final class FileUrl {

    private FileUrl() {}

    /**
     * Returns the path of a file of this machine.
     *
     * @param url with the scheme {@code file}, and without a host or with {@code localhost}
     * @throws UserException if it is the URL of a file of another machine, or of no file
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
            throw UserException.of("`" + url + "` is not the URL of a file")
                    .hint("the URL of a file has the absolute path: `file:///srv/files`");
        }
    }
}
