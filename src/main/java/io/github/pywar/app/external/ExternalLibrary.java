package io.github.pywar.app.external;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Library that one goal needs. It is not in the plugin: its file comes from the user's Maven repository.
 *
 * @param coordinates {@code groupId:artifactId:version}
 * @param sha256 of its jar
 */
public record ExternalLibrary(String coordinates, Sha256 sha256) {

    /**
     * Returns a library and all that it requires.
     *
     * @param list name of a file of this package, without {@code .txt}
     */
    public static List<ExternalLibrary> all(String list) throws IOException {
        try (InputStream in = ExternalLibrary.class.getResourceAsStream(list + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("the plugin lacks " + list + ".txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(ExternalLibrary::parse)
                    .toList();
        }
    }

    private static ExternalLibrary parse(String line) {
        String[] parts = line.split(" sha256:");
        return new ExternalLibrary(parts[0], new Sha256(parts[1]));
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

    /**
     * Returns the error that a repository lacks libraries.
     *
     * @param goal that needs them
     * @param cause of the failure
     */
    public static UserException missing(String goal, String cause) {
        return UserException.of("Cannot find the libraries of the goal `" + goal + "`: " + cause)
                .hint("run the goal once with access to the repository of Maven plugins")
                .hint("for a closed network, see the page of this goal: it names the libraries");
    }
}
