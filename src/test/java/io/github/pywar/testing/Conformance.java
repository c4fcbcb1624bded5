package io.github.pywar.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Recorded decisions of the reference implementations, from the folder that {@code pywar.conformance} names. */
public final class Conformance {

    /** The files that were read. Pitest runs a test again and again in one process, and reading takes longer than most. */
    private static final Map<String, SoftReference<List<JsonNode>>> READ = new ConcurrentHashMap<>();

    private Conformance() {}

    /** Returns the folder. Where it is missing, the calling test is skipped, with that reason. */
    public static Path folder() {
        Path folder = Path.of(System.getProperty("pywar.conformance", "../shared/conformance"));
        Assumptions.assumeTrue(
                Files.isDirectory(folder), () -> "no conformance data at `" + folder + "`: set -Dpywar.conformance");
        return folder;
    }

    /** Returns the cases of one file, for example {@code version_parse}. */
    public static List<JsonNode> cases(String name) {
        SoftReference<List<JsonNode>> read = READ.get(name);
        List<JsonNode> cases = read == null ? null : read.get();
        if (cases == null) {
            cases = read(name);
            READ.put(name, new SoftReference<>(cases));
        }
        return cases;
    }

    private static List<JsonNode> read(String name) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder().resolve(name + ".json.gz")))) {
            List<JsonNode> cases = new ArrayList<>();
            new ObjectMapper().readTree(in).get("cases").forEach(cases::add);
            return List.copyOf(cases);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read conformance file " + name, e);
        }
    }
}
