package io.github.pywar.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/** Damage of one file of a cache. */
enum CacheDamage {
    TRUNCATED,
    EMPTY,
    ZEROS,
    FLIPPED_BIT,
    /** The content of another file of the same kind. */
    SWAPPED,
    /** A symbolic link to another file of the same kind. */
    LINK,
    /** A folder with a file in place of the file. */
    FOLDER,
    MISSING;

    /** Damages a file. Returns false if there is no other file of its kind to swap it with. */
    boolean apply(Path file, Optional<Path> other, Random random) throws IOException {
        byte[] content = Files.readAllBytes(file);
        switch (this) {
            case TRUNCATED -> Files.write(file, Arrays.copyOf(content, content.length / 2));
            case EMPTY -> Files.write(file, new byte[0]);
            case ZEROS -> Files.write(file, new byte[content.length]);
            case FLIPPED_BIT -> Files.write(file, flipped(content, random));
            case SWAPPED -> {
                if (other.isPresent()) {
                    Files.write(file, Files.readAllBytes(other.get()));
                }
            }
            case LINK -> {
                if (other.isPresent()) {
                    Files.delete(file);
                    Files.createSymbolicLink(file, other.get());
                }
            }
            case FOLDER -> {
                Files.delete(file);
                Files.createDirectory(file);
                Files.writeString(file.resolve("other"), "other");
            }
            default -> Files.delete(file);
        }
        return other.isPresent() || this != SWAPPED && this != LINK;
    }

    private static byte[] flipped(byte[] content, Random random) {
        if (content.length > 0) {
            content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return content;
    }

    /** Deletes what is in place of the file, as the hint of the error says. */
    static void repair(Path file) throws IOException {
        if (Files.isDirectory(file) && !Files.isSymbolicLink(file)) {
            Files.deleteIfExists(file.resolve("other"));
        }
        Files.deleteIfExists(file);
    }
}
