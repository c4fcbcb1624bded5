package io.github.pywar.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Record of a vulnerability or of malware (OSV schema 1.x).
 *
 * @param id for example {@code GHSA-...}, {@code PYSEC-...} or {@code MAL-...}
 * @param ids the id and those of the same vulnerability in other databases
 * @param summary one line; may be empty
 * @param score highest score of its CVSS vectors
 * @param severity empty if the record has none
 * @param affected Python packages
 */
record Advisory(
        String id,
        Set<String> ids,
        String summary,
        OptionalDouble score,
        Optional<Severity> severity,
        List<AffectedPackage> affected) {

    private static final int LONGEST_SUMMARY = 200;
    private static final String MALWARE = "MAL-";

    Advisory {
        ids = new TreeSet<>(ids);
        affected = List.copyOf(affected);
    }

    /** Reads a record that is not withdrawn. */
    static Advisory read(JsonNode json) {
        String id = json.path("id").asText("");
        Set<String> ids = new TreeSet<>(Set.of(id));
        json.path("aliases").forEach(alias -> ids.add(alias.asText("")));
        List<JsonNode> vectors = new ArrayList<>();
        json.path("severity").forEach(vectors::add);
        List<AffectedPackage> affected = new ArrayList<>();
        for (JsonNode one : json.path("affected")) {
            AffectedPackage.read(one).ifPresent(affected::add);
            one.path("severity").forEach(vectors::add);
        }
        OptionalDouble score = vectors.stream()
                .map(vector -> CvssScore.of(vector.path("score").asText("")))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
        return new Advisory(id, ids, summary(json), score, severity(json, score), affected);
    }

    private static Optional<Severity> severity(JsonNode json, OptionalDouble score) {
        if (score.isPresent()) {
            return Optional.of(Severity.ofScore(score.getAsDouble()));
        }
        return Severity.named(json.path("database_specific").path("severity").asText(""));
    }

    private static String summary(JsonNode json) {
        String text = json.path("summary").asText("").isBlank()
                ? json.path("details").asText("")
                : json.path("summary").asText("");
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST_SUMMARY ? line : line.substring(0, LONGEST_SUMMARY) + "...";
    }

    /** Returns whether the package itself is malicious. */
    boolean isMalware() {
        return ids.stream().anyMatch(one -> one.startsWith(MALWARE));
    }

    boolean affects(PackageName name, Version version) {
        return affected.stream().anyMatch(one -> one.name().equals(name) && one.affects(version));
    }

    /** Returns the lowest later version of a package with a fix. */
    Optional<Version> fixedAfter(PackageName name, Version version) {
        return affected.stream()
                .filter(one -> one.name().equals(name))
                .flatMap(one -> one.fixedAfter(version).stream())
                .min(Comparator.naturalOrder());
    }
}
