package io.github.pywar.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * VEX document: statements that vulnerabilities do not affect a product. The formats are OpenVEX 0.2.0 and CycloneDX 1.4 or
 * later, both as JSON.
 *
 * @param name of the file
 * @param statements in the order of the document
 */
public record VexDocument(String name, List<VexStatement> statements) {

    private static final int LARGEST = 16 << 20;

    public VexDocument {
        statements = List.copyOf(statements);
    }

    /** @throws UserException if the file does not exist, or is not a VEX document */
    public static VexDocument read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.isRegularFile(file)) {
            throw UserException.of("The VEX document `" + name + "` does not exist\n    from: <vex>")
                    .hint("correct the path");
        }
        JsonNode json = Json.read(content(file), name);
        if (json.path("@context").asText("").contains("openvex")) {
            return new VexDocument(name, new OpenVex(name).statements(json));
        }
        if (json.path("bomFormat").asText("").equals("CycloneDX")) {
            return new VexDocument(name, new CycloneDxVex(name).statements(json));
        }
        throw UserException.of("`" + name + "` is not a VEX document: it is neither OpenVEX nor CycloneDX, in JSON"
                        + "\n    from: <vex>")
                .hint("an OpenVEX document has the key `@context`, a CycloneDX document has the key `bomFormat`");
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw UserException.of("The VEX document `" + file.getFileName() + "` is longer than " + LARGEST
                        + " bytes\n    from: <vex>");
            }
            return content;
        }
    }

    /** @throws UserException if the text is not a date */
    static LocalDate date(String text, String origin) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException e) {
            throw UserException.of("`" + text.strip() + "` is not a date\n    from: " + origin)
                    .hint("write the last day on which the statement mutes: 2027-03-31");
        }
    }

    /** Returns a time; the start of the epoch if there is none. */
    static Instant time(JsonNode... candidates) {
        for (JsonNode one : candidates) {
            Optional<Instant> time = parse(one.asText(""));
            if (time.isPresent()) {
                return time.get();
            }
        }
        return Instant.EPOCH;
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }
}
