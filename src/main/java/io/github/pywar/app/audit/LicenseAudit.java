package io.github.pywar.app.audit;

import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.metadata.DeclaredLicense;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Licences of the packages in archives, compared with a policy. */
public final class LicenseAudit {

    private static final Pattern METADATA = Pattern.compile("lib/[^/]++/[^/]++/[^/]++\\.dist-info/METADATA");
    private static final int LARGEST = 16 << 20;

    private final LicensePolicy policy;
    private final Map<PackageName, DeclaredLicense> licenses = new TreeMap<>();
    private final List<LicenseProblem> problems = new ArrayList<>();

    private LicenseAudit(LicensePolicy policy) {
        this.policy = policy;
    }

    /** Compares the packages of the archives with the policy. */
    public static LicenseAudit of(LicensePolicy policy, List<BuiltArchive> archives) throws IOException {
        LicenseAudit audit = new LicenseAudit(policy);
        for (BuiltArchive archive : archives) {
            for (byte[] text : archive.contents(METADATA, LARGEST).values()) {
                Metadata metadata = Metadata.parse(text);
                audit.licenses.put(metadata.name(), DeclaredLicense.of(metadata));
            }
        }
        audit.licenses.forEach((name, license) -> policy.judge(name, license).ifPresent(audit.problems::add));
        return audit;
    }

    /** Returns the problems that fail the build. */
    public List<String> failures() {
        return problems.stream()
                .filter(LicenseProblem::isFailure)
                .map(LicenseProblem::toString)
                .toList();
    }

    /** Reports all problems, and declarations without effect. */
    public void report(Progress progress) {
        progress.step("Checked the licences of " + licenses.size() + " packages");
        for (LicenseProblem one : problems) {
            if (one.isFailure()) {
                progress.failure(one.toString());
            } else {
                progress.warning(one.toString());
            }
        }
        policy.unused(licenses.keySet())
                .forEach(name -> progress.warning(
                        "<licences> has no effect on `" + name + "`: it is not a library of this archive"));
    }

    /** Returns the report: one line for each package. */
    public String text() {
        Map<PackageName, LicenseProblem> byName =
                problems.stream().collect(Collectors.toMap(LicenseProblem::name, one -> one));
        return licenses.entrySet().stream()
                .map(one -> one.getKey() + ": " + one.getValue().text().orElse("none declared")
                        + (byName.containsKey(one.getKey())
                                ? " -- " + byName.get(one.getKey()).text()
                                : ""))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
