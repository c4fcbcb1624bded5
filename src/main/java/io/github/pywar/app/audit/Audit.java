package io.github.pywar.app.audit;

import io.github.pywar.app.spec.ProjectCoordinates;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Comparison of packages with advisories.
 *
 * @param application the project that contains the packages
 * @param limit lowest severity that fails the build; empty: only malware fails it
 * @param documents that mute vulnerabilities
 * @param today the day on which the build runs, in UTC
 */
public record Audit(
        ProjectCoordinates application, Optional<Severity> limit, List<VexDocument> documents, LocalDate today) {

    public Audit {
        documents = List.copyOf(documents);
    }

    /** Returns the result for these packages. */
    AuditResult run(Set<AuditedPackage> packages, AdvisoryDatabase database) {
        List<Finding> findings = new ArrayList<>();
        for (AuditedPackage one : new TreeSet<>(packages)) {
            List<Advisory> affecting = database.advisories().stream()
                    .filter(advisory -> advisory.affects(one.name(), one.version()))
                    .sorted(Comparator.comparing(Advisory::id))
                    .toList();
            groups(affecting).forEach(group -> findings.add(finding(one, group)));
        }
        findings.sort(null);
        return new AuditResult(application, packages.size(), database, findings, unused(findings));
    }

    /** Joins records that share an id: databases name the records of others as aliases. */
    private static List<List<Advisory>> groups(List<Advisory> advisories) {
        List<List<Advisory>> groups = new ArrayList<>();
        for (Advisory one : advisories) {
            List<Advisory> joined = new ArrayList<>(List.of(one));
            groups.removeIf(group -> {
                boolean isSame = shareId(group, joined);
                if (isSame) {
                    joined.addAll(group);
                }
                return isSame;
            });
            joined.sort(Comparator.comparing(Advisory::id));
            groups.add(joined);
        }
        return groups;
    }

    private static boolean shareId(List<Advisory> some, List<Advisory> others) {
        Set<String> ids = new HashSet<>();
        some.forEach(one -> ids.addAll(one.ids()));
        return others.stream().anyMatch(one -> one.ids().stream().anyMatch(ids::contains));
    }

    private Finding finding(AuditedPackage subject, List<Advisory> group) {
        Finding bare = new Finding(subject, group, Finding.Verdict.FAILS, Optional.empty());
        Optional<VexStatement> statement = statement(bare);
        return new Finding(subject, group, verdict(bare, statement), statement);
    }

    /** A statement never mutes malware: a wrong record is corrected in the data. */
    private Finding.Verdict verdict(Finding finding, Optional<VexStatement> statement) {
        if (finding.isMalware()) {
            return Finding.Verdict.FAILS;
        }
        boolean isMuted = statement.filter(VexStatement::isMuting).isPresent();
        boolean isExpired = isMuted && statement.get().isExpired(today);
        if (isMuted && !isExpired) {
            return Finding.Verdict.MUTED;
        }
        if (limit.isEmpty() || finding.rating().compareTo(limit.get()) < 0) {
            return Finding.Verdict.BELOW_LIMIT;
        }
        return isExpired ? Finding.Verdict.EXPIRED : Finding.Verdict.FAILS;
    }

    /** The latest statement counts (OpenVEX, "Updating Statements"). */
    private Optional<VexStatement> statement(Finding finding) {
        Set<String> ids = finding.ids();
        Optional<VexStatement> latest = Optional.empty();
        for (VexDocument document : documents) {
            for (VexStatement one : document.statements()) {
                boolean isLater =
                        latest.isEmpty() || !one.time().isBefore(latest.get().time());
                if (isLater && one.applies(ids, finding.subject(), url())) {
                    latest = Optional.of(one);
                }
            }
        }
        return latest;
    }

    private PackageUrlText url() {
        return new PackageUrlText(
                "maven", application.groupId(), application.artifactId(), Optional.of(application.version()));
    }

    private List<VexStatement> unused(List<Finding> findings) {
        return documents.stream()
                .flatMap(document -> document.statements().stream())
                .filter(VexStatement::isMuting)
                .filter(one -> findings.stream().noneMatch(found -> one.applies(found.ids(), found.subject(), url())))
                .toList();
    }
}
