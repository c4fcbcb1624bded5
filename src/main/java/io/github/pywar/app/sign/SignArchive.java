package io.github.pywar.app.sign;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the signature of an archive beside it: 64 bytes, as {@code openssl pkeyutl -verify} reads them. */
public final class SignArchive {

    /** What the signature's name has behind that of the archive. */
    public static final String EXTENSION = "sig";

    /** What the JDK needs at most, in lengths of the file: it gathers, grows and copies. */
    private static final long COPIES = 4;

    private static final long MEGA = 1_000_000;

    private final SigningKey key;
    private final Progress progress;

    /** @param progress told of the signature */
    public SignArchive(SigningKey key, Progress progress) {
        this.key = key;
        this.progress = progress;
    }

    /** @return where the signature of an archive is */
    public static Path beside(Path archive) {
        return archive.resolveSibling(archive.getFileName() + "." + EXTENSION);
    }

    /**
     * @param tree what the archive holds
     * @return the signature's file
     * @throws UserException where the archive has the key itself in it, and is gone then; or where it does not fit into
     *     the memory of this process
     */
    public Path run(FileTree tree, Path archive) throws IOException {
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            if (key.isIn(file.getValue().content().sha256())) {
                Files.delete(archive);
                throw packed(file.getKey(), file.getValue().origin());
            }
        }
        checkMemory(archive, Runtime.getRuntime().maxMemory());
        Path signature = beside(archive);
        AtomicFile.write(signature, key.sign(archive));
        progress.step("Signed: " + signature.getFileName());
        return signature;
    }

    static void checkMemory(Path archive, long memory) throws IOException {
        long needed = COPIES * Files.size(archive);
        if (needed > memory) {
            throw UserException.of("Cannot sign `" + archive.getFileName() + "`: Ed25519 needs " + needed / MEGA
                            + " MB of memory for it, and Maven may use " + memory / MEGA)
                    .hint("give Maven more: MAVEN_OPTS=-Xmx" + (needed / MEGA + 500) + "m")
                    .hint("or sign with maven-gpg-plugin, which needs none");
        }
    }

    private static UserException packed(String path, String giver) {
        return UserException.of(
                        "The secret key that signs the archive would travel in it, as `" + path + "` of " + giver)
                .hint("keep it outside of the project");
    }
}
