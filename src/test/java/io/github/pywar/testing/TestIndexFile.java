package io.github.pywar.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * A file of a {@link TestIndex} and what its page says of it.
 *
 * @param fileName its name
 * @param content its bytes
 * @param requiresPython what the page says; from the METADATA unless told otherwise
 * @param yanked the reason; empty text: yanked without one
 * @param uploaded when
 */
public record TestIndexFile(
        String fileName,
        byte[] content,
        Optional<String> requiresPython,
        Optional<String> yanked,
        Optional<Instant> uploaded) {

    /** @return a file as it stands on a page at its best */
    public static TestIndexFile of(String fileName, byte[] content) {
        Optional<String> requiresPython = metadata(content)
                .flatMap(text -> text.lines()
                        .takeWhile(line -> !line.isEmpty())
                        .filter(line -> line.startsWith("Requires-Python:"))
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .findFirst());
        return new TestIndexFile(fileName, content, requiresPython, Optional.empty(), Optional.empty());
    }

    /** @return this, saying that it needs those Pythons */
    public TestIndexFile requiresPython(String specifiers) {
        return new TestIndexFile(fileName, content, Optional.of(specifiers), yanked, uploaded);
    }

    /** @return this, taken back for that reason */
    public TestIndexFile yanked(String reason) {
        return new TestIndexFile(fileName, content, requiresPython, Optional.of(reason), uploaded);
    }

    /** @return this, uploaded then */
    public TestIndexFile uploaded(Instant when) {
        return new TestIndexFile(fileName, content, requiresPython, yanked, Optional.of(when));
    }

    /** @return the project that the name says, normalised as PEP 503 has it */
    public String project() {
        String name = fileName.endsWith(".whl")
                ? fileName.substring(0, fileName.indexOf('-'))
                : fileName.replaceFirst("-[^-]*$", "");
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    /** @return the wheel's METADATA, if it is a wheel */
    public Optional<String> metadata() {
        return metadata(content);
    }

    /** @return the SHA-256 of some bytes, in hex */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> metadata(byte[] zip) {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().matches("[^/]+\\.dist-info/METADATA")) {
                    return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return Optional.empty();
        } catch (ZipException hostile) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
