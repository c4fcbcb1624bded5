package io.github.pywar.app.image;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Library that the writing of images needs. It is not in the plugin: its file comes from the user's Maven repository.
 *
 * @param coordinates {@code groupId:artifactId:version}
 * @param sha256 of its jar
 */
public record ImageLibrary(String coordinates, Sha256 sha256) {

    private static final String LIST = "jib-core.txt";

    /** Returns jib-core and all that it requires. */
    public static List<ImageLibrary> all() throws IOException {
        try (InputStream in = ImageLibrary.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks " + LIST);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(ImageLibrary::parse)
                    .toList();
        }
    }

    private static ImageLibrary parse(String line) {
        String[] parts = line.split(" sha256:");
        return new ImageLibrary(parts[0], new Sha256(parts[1]));
    }

    /**
     * Checks the downloaded file.
     *
     * @return the same file
     * @throws UserException if it is not the file that the plugin was built with
     */
    public Path verified(Path jar) throws IOException {
        Sha256 found = Sha256.of(jar);
        if (!found.equals(sha256)) {
            throw UserException.of("The file of `" + coordinates + "` is not the expected one"
                            + "\n    found:    sha256:" + found.hex() + "\n    expected: sha256:" + sha256.hex())
                    .hint("delete it from the local repository, and check the repository that it came from");
        }
        return jar;
    }
}
