package io.github.pywar.app.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Report of an audit in SARIF 2.1.0. Platforms show it beside the line of the lock, and track each finding from build to
 * build by its fingerprint. It has no time, so the same result gives the same bytes.
 *
 * @param version of this plugin
 */
record SarifReport(AuditResult result, String version) {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
    private static final double MALWARE_SCORE = 10.0;

    /** Scores of {@code security-severity} for a severity without a score: the lower end of its range. */
    private static final Map<Severity, Double> SCORES = Map.of(
            Severity.NONE, 0.0, Severity.LOW, 0.1, Severity.MEDIUM, 4.0, Severity.HIGH, 7.0, Severity.CRITICAL, 9.0);

    /** Returns the document. */
    byte[] json() {
        return Json.tokens(out -> {
            out.writeStartObject();
            out.writeStringField("$schema", SCHEMA);
            out.writeStringField("version", "2.1.0");
            out.writeArrayFieldStart("runs");
            out.writeStartObject();
            Map<String, Finding> rules = new TreeMap<>();
            result.findings().forEach(one -> rules.putIfAbsent(one.id(), one));
            tool(rules, out);
            out.writeStringField("columnKind", "utf16CodeUnits");
            results(new ArrayList<>(rules.keySet()), out);
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private void tool(Map<String, Finding> rules, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("tool");
        out.writeObjectFieldStart("driver");
        out.writeStringField("name", "pywar:audit");
        out.writeStringField("version", version);
        out.writeArrayFieldStart("rules");
        for (Finding one : rules.values()) {
            rule(one, out);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void rule(Finding one, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("id", one.id());
        text("shortDescription", one.summary().isEmpty() ? one.id() : one.summary(), out);
        out.writeStringField("helpUri", "https://osv.dev/vulnerability/" + one.id());
        out.writeObjectFieldStart("properties");
        out.writeStringField("security-severity", String.valueOf(score(one)));
        out.writeArrayFieldStart("tags");
        out.writeString("security");
        out.writeString(one.isMalware() ? "malware" : "vulnerability");
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndObject();
    }

    private static double score(Finding one) {
        return one.isMalware() ? MALWARE_SCORE : one.score().orElse(SCORES.get(one.rating()));
    }

    private void results(List<String> rules, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("results");
        for (Finding one : result.findings()) {
            out.writeStartObject();
            out.writeStringField("ruleId", one.id());
            out.writeNumberField("ruleIndex", rules.indexOf(one.id()));
            out.writeStringField("level", level(one));
            text("message", message(one), out);
            location(one.subject(), out);
            out.writeObjectFieldStart("partialFingerprints");
            out.writeStringField("package/v1", fingerprint(one));
            out.writeEndObject();
            suppression(one, out);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static String level(Finding one) {
        if (one.isFailure()) {
            return "error";
        }
        return one.verdict() == Finding.Verdict.MUTED ? "note" : "warning";
    }

    private static String message(Finding one) {
        String fix = one.fixed().map(version -> " Fixed in " + version + ".").orElse("");
        return one.subject() + " has " + one.id() + " (" + one.rated() + ")." + fix;
    }

    private static void location(AuditedPackage subject, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("locations");
        out.writeStartObject();
        out.writeObjectFieldStart("physicalLocation");
        out.writeObjectFieldStart("artifactLocation");
        out.writeStringField("uri", subject.file().replace(" ", "%20"));
        out.writeStringField("uriBaseId", "%SRCROOT%");
        out.writeEndObject();
        out.writeObjectFieldStart("region");
        out.writeNumberField("startLine", Math.max(1, subject.line()));
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndArray();
    }

    private static String fingerprint(Finding one) {
        String identity = one.id() + "\0" + one.subject().name() + "\0"
                + one.subject().within().orElse("");
        return Sha256.of(identity.getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static void suppression(Finding one, JsonGenerator out) throws IOException {
        boolean isMuted = one.verdict() == Finding.Verdict.MUTED;
        if (!isMuted && one.verdict() != Finding.Verdict.EXPIRED) {
            return;
        }
        VexStatement statement = one.statement().orElseThrow();
        out.writeArrayFieldStart("suppressions");
        out.writeStartObject();
        out.writeStringField("kind", "external");
        out.writeStringField("status", isMuted ? "accepted" : "rejected");
        out.writeStringField("justification", statement.reason() + " (" + statement.origin() + ")");
        out.writeEndObject();
        out.writeEndArray();
    }

    private static void text(String key, String value, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(key);
        out.writeStringField("text", value);
        out.writeEndObject();
    }
}
