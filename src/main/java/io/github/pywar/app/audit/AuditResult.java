package io.github.pywar.app.audit;

import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Result of an audit.
 *
 * @param application the project that contains the packages
 * @param packages number of audited packages
 * @param database the advisories
 * @param findings those that fail the build first
 * @param unused VEX statements that mute nothing
 */
record AuditResult(
        ProjectCoordinates application,
        int packages,
        AdvisoryDatabase database,
        List<Finding> findings,
        List<VexStatement> unused) {

    AuditResult {
        findings = List.copyOf(findings);
        unused = List.copyOf(unused);
    }

    /** Returns the number of findings that fail the build. */
    int failures() {
        return (int) findings.stream().filter(Finding::isFailure).count();
    }

    /** Reports the findings and the VEX statements without effect. */
    void report(Progress progress) {
        String data = database.newest().isEmpty() ? "" : ", the latest of " + database.newest();
        progress.step("Audited " + packages + " packages against " + database.records() + " advisories" + data);
        for (Finding one : findings) {
            String line = line(one);
            if (one.isFailure()) {
                progress.failure(line);
            } else {
                progress.step(line);
            }
        }
        unused.forEach(one -> progress.warning("A VEX statement has no effect: " + String.join(", ", one.ids())
                + " is not found in a package that it names (" + one.origin() + ")"));
    }

    private static String line(Finding one) {
        StringBuilder text = new StringBuilder(one.subject() + ": " + one.id());
        if (!one.aliases().isEmpty()) {
            text.append(" (").append(String.join(", ", one.aliases())).append(')');
        }
        text.append(", ").append(one.rated()).append(", ").append(one.verdict());
        one.statement().filter(VexStatement::isMuting).ifPresent(vex -> {
            text.append(vex.expires().map(day -> ", until " + day).orElse(", without an end"));
            text.append(" (")
                    .append(vex.origin())
                    .append(": ")
                    .append(vex.reason())
                    .append(')');
        });
        one.fixed().ifPresent(version -> text.append(", fixed in ").append(version));
        if (!one.summary().isEmpty()) {
            text.append(": ").append(one.summary());
        }
        return text.toString();
    }

    /** Returns the report as text: one line for each finding. */
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("Audit of " + application.artifactId() + " " + application.version() + ", packages: " + packages
                + ", advisories: " + database.records() + ", findings: " + findings.size() + ", failing: "
                + failures());
        findings.forEach(one -> lines.add(line(one)));
        unused.forEach(one -> lines.add("without effect: " + String.join(", ", one.ids()) + " (" + one.origin() + ")"));
        return lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private record Document(
            String application, String version, int packages, int advisories, String newest, List<Item> findings) {}

    private record Item(
            String name,
            String version,
            String within,
            String id,
            List<String> aliases,
            boolean malware,
            String severity,
            Double score,
            String fixed,
            String verdict,
            boolean fails,
            String statement,
            String summary) {}

    /** Returns the report as JSON. */
    byte[] json() {
        return Json.write(new Document(
                application.artifactId(),
                application.version(),
                packages,
                database.records(),
                database.newest(),
                findings.stream().map(AuditResult::item).toList()));
    }

    private static Item item(Finding one) {
        return new Item(
                one.subject().name().value(),
                one.subject().version().toString(),
                one.subject().within().orElse(null),
                one.id(),
                one.aliases(),
                one.isMalware(),
                one.severity().map(Severity::toString).orElse(null),
                one.score().isPresent() ? one.score().getAsDouble() : null,
                one.fixed().map(Object::toString).orElse(null),
                one.verdict().name().toLowerCase(java.util.Locale.ROOT),
                one.isFailure(),
                one.statement().map(VexStatement::origin).orElse(null),
                one.summary());
    }

    /** Returns the names of the packages that fail the build, for a message. */
    List<String> failing() {
        return findings.stream()
                .filter(Finding::isFailure)
                .map(one -> one.subject().name() + " " + one.id())
                .distinct()
                .toList();
    }
}
