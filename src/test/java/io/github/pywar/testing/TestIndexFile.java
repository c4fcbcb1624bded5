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
 * File of a {@link TestIndex} and its data on the page.
 *
 * @param fileName its name
 * @param content its bytes
 * @param requiresPython the value on the page; by default that of METADATA
 * @param yanked the reason; an empty text means that it is yanked without a reason
 * @param uploaded the time of its upload
 * @param provenance the URL of its attestations
 */
public record TestIndexFile(
        String fileName,
        byte[] content,
        Optional<String> requiresPython,
        Optional<String> yanked,
        Optional<Instant> uploaded,
        Optional<String> provenance) {

    /** Returns a file as a complete page lists it. */
    public static TestIndexFile of(String fileName, byte[] content) {
        Optional<String> requiresPython = metadata(content)
                .flatMap(text -> text.lines()
                        .takeWhile(line -> !line.isEmpty())
                        .filter(line -> line.startsWith("Requires-Python:"))
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .findFirst());
        return new TestIndexFile(
                fileName, content, requiresPython, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Returns this file with another {@code requires-python}. */
    public TestIndexFile requiresPython(String specifiers) {
        return new TestIndexFile(fileName, content, Optional.of(specifiers), yanked, uploaded, provenance);
    }

    /** Returns this file, yanked for that reason. */
    public TestIndexFile yanked(String reason) {
        return new TestIndexFile(fileName, content, requiresPython, Optional.of(reason), uploaded, provenance);
    }

    /** Returns this file with that time of upload. */
    public TestIndexFile uploaded(Instant when) {
        return new TestIndexFile(fileName, content, requiresPython, yanked, Optional.of(when), provenance);
    }

    /** Returns this file with attestations at that URL. */
    public TestIndexFile provenance(String url) {
        return new TestIndexFile(fileName, content, requiresPython, yanked, uploaded, Optional.of(url));
    }

    /** Returns the project of the file name, normalised as PEP 503 defines it. */
    public String project() {
        String name = fileName.endsWith(".whl")
                ? fileName.substring(0, fileName.indexOf('-'))
                : fileName.replaceFirst("-[^-]*$", "");
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    /** Returns the wheel's METADATA, if the file is a wheel. */
    public Optional<String> metadata() {
        return metadata(content);
    }

    /** Returns the SHA-256 of some bytes, in hex. */
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
