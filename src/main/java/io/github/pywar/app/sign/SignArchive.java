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

    /** Extension of a signature, after the name of the archive. */
    public static final String EXTENSION = "sig";

    /** Memory that the JDK needs, as a multiple of the file's size: it collects the file, grows its buffer and copies it. */
    private static final long COPIES = 4;

    private static final long MEGABYTE = 1_000_000;

    private final SigningKey key;
    private final Progress progress;

    /** @param progress receives the name of the signature */
    public SignArchive(SigningKey key, Progress progress) {
        this.key = key;
        this.progress = progress;
    }

    /** Returns the path of an archive's signature. */
    public static Path beside(Path archive) {
        return archive.resolveSibling(archive.getFileName() + "." + EXTENSION);
    }

    /**
     * Signs the archive.
     *
     * @param tree that the archive contains
     * @return the signature's file
     * @throws UserException if the archive contains the key itself, which deletes the archive; or if it does not fit into
     *     the memory of this process
     */
    public Path run(FileTree tree, Path archive) throws IOException {
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            if (key.isFile(file.getValue().content().sha256())) {
                Files.delete(archive);
                throw keyInArchive(file.getKey(), file.getValue().origin());
            }
        }
        checkMemory(archive, Runtime.getRuntime().maxMemory());
        Path signature = beside(archive);
        AtomicFile.write(signature, key.sign(archive));
        progress.step("Signed: " + signature.getFileName());
        return signature;
    }

    /** @param memory in bytes */
    static void checkMemory(Path archive, long memory) throws IOException {
        long needed = COPIES * Files.size(archive);
        if (needed > memory) {
            throw UserException.of("Cannot sign `" + archive.getFileName() + "`: Ed25519 needs " + needed / MEGABYTE
                            + " MB of memory for it, and the limit of Maven's process is " + memory / MEGABYTE + " MB")
                    .hint("raise the limit: MAVEN_OPTS=-Xmx" + (needed / MEGABYTE + 500) + "m")
                    .hint("or sign with maven-gpg-plugin, which does not load the archive into memory");
        }
    }

    private static UserException keyInArchive(String path, String origin) {
        return UserException.of("The archive contains the key that signs it, as `" + path + "` of " + origin)
                .hint("move the key out of the project");
    }
}
