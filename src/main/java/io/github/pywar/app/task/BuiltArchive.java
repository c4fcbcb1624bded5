package io.github.pywar.app.task;

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
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive that lies ready, as its manifest describes it.
 *
 * @param file where it lies
 * @param manifest all of it
 */
record BuiltArchive(Path file, JsonNode manifest) {

    /** In bytes; 10,000 packages take 3 MB. */
    private static final int LARGEST_MANIFEST = 16 << 20;

    private static final Pattern PYTHON = Pattern.compile("[0-9]{1,4}\\.[0-9]{1,4}(?:\\.[0-9A-Za-z.]{1,40})?");

    /** @throws UserException where the file is no archive of ours */
    static BuiltArchive open(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = Optional.ofNullable(zip.getEntry(ArchiveLayout.MANIFEST))
                    .orElseThrow(() -> foreign(file, "it has no `" + ArchiveLayout.MANIFEST + "`"));
            JsonNode manifest = Json.read(content(zip, entry, LARGEST_MANIFEST), ArchiveLayout.MANIFEST);
            if (!PYTHON.matcher(manifest.at("/target/python").asText()).matches()) {
                throw foreign(file, "its manifest names no version of Python");
            }
            return new BuiltArchive(file, manifest);
        } catch (ZipException | EOFException e) {
            throw foreign(file, e.getMessage());
        }
    }

    /** @throws ZipException where it is longer than that, or damaged */
    static byte[] content(ZipFile zip, ZipEntry entry, int most) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new ZipException("`" + entry.getName() + "` has more than " + most + " bytes");
            }
            return content;
        }
    }

    String name() {
        return file.getFileName().toString();
    }

    /** @return the twelve digits that name its content */
    String buildId() {
        return manifest.at("/build/id").asText();
    }

    /** @return what it was built for */
    JsonNode target() {
        return manifest.path("target");
    }

    /** @return for example {@code 3.11} */
    String series() {
        String python = target().path("python").asText();
        return String.join(".", List.of(python.split("\\.")).subList(0, 2));
    }

    /** @return the target in one phrase */
    String targetText() {
        String libc = target().path("libc").asText("");
        return target().path("implementation").asText() + " "
                + target().path("python").asText() + " on "
                + target().path("platform").asText() + (libc.isEmpty() ? "" : ", " + libc);
    }

    /** @return the entry as the POM wrote it */
    String entry() {
        JsonNode entry = manifest.path("entry");
        return entry.path("module").asText() + ":" + entry.path("attribute").asText()
                + (entry.path("factory").asBoolean() ? "()" : "");
    }

    /** @return whether {@code serve} finds a server in it */
    boolean canServe() {
        List<String> servers =
                Protocol.parse(manifest.at("/entry/interface").asText("wsgi")).servers();
        return StreamSupport.stream(manifest.path("packages").spliterator(), false)
                .anyMatch(one -> servers.contains(one.path("name").asText()));
    }

    /** @return whether that Python can run it; a libc floor is met by the same libc of that version or later */
    boolean fits(Interpreter python) {
        return python.implementation().equals(target().path("implementation").asText())
                && python.series().equals(series())
                && python.platform().equals(target().path("platform").asText())
                && python.bits() == target().path("bits").asInt(python.bits())
                && python.freeThreaded() == target().path("freeThreaded").asBoolean()
                && python.hasLibc(target().path("libc").asText(""));
    }

    /** @return how many files match the archive's record; one that does not is an error */
    int checkRecord() throws IOException {
        return new ArchiveRecordCheck(file).run();
    }

    private static UserException foreign(Path file, String why) {
        return UserException.of("`" + file.getFileName() + "` is no pywar archive: " + why)
                .hint("let the goal `package` build it");
    }
}
