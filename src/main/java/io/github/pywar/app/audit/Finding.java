package io.github.pywar.app.audit;

import io.github.pywar.python.version.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/**
 * Vulnerability or malware in a package. Records of several databases about one vulnerability are one finding.
 *
 * @param advisories the records, sorted by id
 * @param verdict whether it fails the build, and why
 * @param statement the VEX statement that applies to it
 */
record Finding(AuditedPackage subject, List<Advisory> advisories, Verdict verdict, Optional<VexStatement> statement)
        implements Comparable<Finding> {

    /** Effect of a finding on the build. */
    enum Verdict {
        FAILS("fails"),
        EXPIRED("fails: the VEX statement has expired"),
        BELOW_LIMIT("below the limit"),
        MUTED("muted");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final List<String> PREFERRED = List.of("MAL-", "CVE-", "GHSA-", "PYSEC-");

    private static final Comparator<String> BY_PREFERENCE =
            Comparator.comparingInt(Finding::rank).thenComparing(Comparator.naturalOrder());

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::verdict)
            .thenComparing(Finding::rating, Comparator.reverseOrder())
            .thenComparing(Finding::subject)
            .thenComparing(Finding::id);

    Finding {
        advisories = List.copyOf(advisories);
    }

    private static int rank(String id) {
        for (int i = 0; i < PREFERRED.size(); i++) {
            if (id.startsWith(PREFERRED.get(i))) {
                return i;
            }
        }
        return PREFERRED.size();
    }

    /** Returns the best known id. */
    String id() {
        return ids().stream().min(BY_PREFERENCE).orElseThrow();
    }

    /** Returns all ids of the vulnerability. */
    Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        advisories.forEach(one -> ids.addAll(one.ids()));
        return ids;
    }

    /** Returns the ids other than the best known one. */
    List<String> aliases() {
        String id = id();
        return ids().stream().filter(other -> !other.equals(id)).toList();
    }

    boolean isMalware() {
        return advisories.stream().anyMatch(Advisory::isMalware);
    }

    /** Returns the highest severity of the records. */
    Optional<Severity> severity() {
        return advisories.stream().flatMap(one -> one.severity().stream()).max(Comparator.naturalOrder());
    }

    /** Returns the severity that the limit of the build is compared with. */
    Severity rating() {
        return isMalware() ? Severity.CRITICAL : severity().orElse(Severity.HIGH);
    }

    OptionalDouble score() {
        return advisories.stream()
                .map(Advisory::score)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .max();
    }

    /** Returns the severity and the score, for reports. */
    String rated() {
        if (isMalware()) {
            return "malware";
        }
        String name = severity().map(Severity::toString).orElse("unknown severity");
        return score().isPresent() ? name + " " + score().getAsDouble() : name;
    }

    String summary() {
        return advisories.stream()
                .map(Advisory::summary)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Returns the lowest version that has a fix by all records that name one. */
    Optional<Version> fixed() {
        return advisories.stream()
                .flatMap(one -> one.fixedAfter(subject.name(), subject.version()).stream())
                .max(Comparator.naturalOrder());
    }

    boolean isFailure() {
        return verdict == Verdict.FAILS || verdict == Verdict.EXPIRED;
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
