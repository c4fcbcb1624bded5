package io.github.pywar.app.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Built archive, as its manifest describes it.
 *
 * @param manifest the complete JSON
 */
public record BuiltArchive(Path file, JsonNode manifest) {

    /** In bytes; 10,000 packages take 3 MB. */
    private static final int MAX_MANIFEST_BYTES = 16 << 20;

    private static final Pattern PYTHON = Pattern.compile("[0-9]{1,4}\\.[0-9]{1,4}(?:\\.[0-9A-Za-z.]{1,40})?");

    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z._+~-]{1,200}");

    private static final Pattern LIBC = Pattern.compile("(?:[a-z]{1,10}(?:-[0-9]{1,4}(?:\\.[0-9]{1,4}){1,2})?)?");

    /**
     * Opens an archive.
     *
     * @throws UserException if the file is not an archive of pywar
     */
    public static BuiltArchive open(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = Optional.ofNullable(zip.getEntry(ArchiveLayout.MANIFEST))
                    .orElseThrow(() -> foreign(file, "it has no `" + ArchiveLayout.MANIFEST + "`"));
            JsonNode manifest = Json.read(content(zip, entry, MAX_MANIFEST_BYTES), ArchiveLayout.MANIFEST);
            if (!PYTHON.matcher(manifest.at("/target/python").asText()).matches()) {
                throw foreign(file, "its manifest has no Python version");
            }
            if (!LIBC.matcher(manifest.at("/target/libc").asText("")).matches()) {
                throw foreign(file, "its manifest has no valid C library");
            }
            return new BuiltArchive(file, manifest);
        } catch (ZipException | EOFException e) {
            throw foreign(file, zipFault(e));
        }
    }

    /** Returns a fault of a zip file in the user's terms. */
    static String zipFault(IOException fault) {
        String message = String.valueOf(fault.getMessage());
        boolean hasNoEnd = message.startsWith("zip END header not found") || message.startsWith("zip file is empty");
        return hasNoEnd ? "it is not a zip file, or it is truncated" : message;
    }

    /**
     * Reads an entry.
     *
     * @throws ZipException if it is longer than the maximum, or damaged
     */
    static byte[] content(ZipFile zip, ZipEntry entry, int maxBytes) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw new ZipException("`" + entry.getName() + "` is longer than " + maxBytes + " bytes");
            }
            return content;
        }
    }

    /**
     * Reads a file of the archive.
     *
     * @param maxBytes a longer file is refused
     * @return empty if the archive does not have it
     */
    public Optional<byte[]> content(String path, int maxBytes) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(path);
            return entry == null ? Optional.empty() : Optional.of(content(zip, entry, maxBytes));
        }
    }

    /**
     * Reads all files whose paths match.
     *
     * @param maxBytes a longer file is refused
     */
    public SortedMap<String, byte[]> contents(Pattern path, int maxBytes) throws IOException {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (path.matcher(entry.getName()).matches()) {
                    contents.put(entry.getName(), content(zip, entry, maxBytes));
                }
            }
        }
        return contents;
    }

    /** Returns the name of the file. */
    public String name() {
        return file.getFileName().toString();
    }

    /**
     * Returns its version, for a file that a shell or a template engine reads.
     *
     * @throws UserException if it contains a character that such a reader could interpret; Maven allows most characters
     */
    public String plainVersion() {
        String version = manifest.path("version").asText();
        if (!PLAIN.matcher(version).matches()) {
            throw UserException.of("The version `" + version + "` of `" + name() + "` cannot be part of a script"
                            + "\n    from: <version>")
                    .hint("use a version of letters, digits, `.`, `_`, `+`, `~` and `-`");
        }
        return version;
    }

    /** Returns the twelve digits that identify its content. */
    public String buildId() {
        return manifest.at("/build/id").asText();
    }

    /** Returns the target that it was built for. */
    public JsonNode target() {
        return manifest.path("target");
    }

    /** Returns the major and the minor version of its Python, for example {@code 3.11}. */
    public String series() {
        String python = target().path("python").asText();
        return String.join(".", List.of(python.split("\\.")).subList(0, 2));
    }

    /** Returns the target in one phrase. */
    public String targetText() {
        String libc = target().path("libc").asText("");
        return target().path("implementation").asText() + " "
                + target().path("python").asText() + " on "
                + target().path("platform").asText() + (libc.isEmpty() ? "" : ", " + libc);
    }

    /** Returns the entry as the POM declares it. */
    String entry() {
        JsonNode entry = manifest.path("entry");
        return entry.path("module").asText() + ":" + entry.path("attribute").asText()
                + (entry.path("factory").asBoolean() ? "()" : "");
    }

    /** Returns the name of its interface, with the standard. */
    String interfaceText() {
        return protocol() == Protocol.ASGI ? "ASGI" : "WSGI (PEP 3333)";
    }

    private Protocol protocol() {
        return Protocol.parse(manifest.at("/entry/interface").asText("wsgi"));
    }

    /** Returns whether it contains a server that {@code serve} can start. */
    public boolean canServe() {
        List<String> servers = protocol().servers();
        return StreamSupport.stream(manifest.path("packages").spliterator(), false)
                .anyMatch(one -> servers.contains(one.path("name").asText()));
    }

    /** Returns whether a Python can run it. The C library must be the same, of the same version or later. */
    public boolean fits(Interpreter python) {
        return python.implementation().equals(target().path("implementation").asText())
                && python.series().equals(series())
                && python.platform().equals(target().path("platform").asText())
                && python.bits() == target().path("bits").asInt(python.bits())
                && python.freeThreaded() == target().path("freeThreaded").asBoolean()
                && python.hasLibc(target().path("libc").asText(""));
    }

    /**
     * Compares its files with its RECORD, and returns their number.
     *
     * @throws UserException if they differ
     */
    public int checkRecord() throws IOException {
        return new ArchiveRecordCheck(file).run();
    }

    private static UserException foreign(Path file, String why) {
        return UserException.of("`" + file.getFileName() + "` is not an archive of pywar: " + why)
                .hint("build it with the goal `pywar:package`");
    }
}
