package io.github.pywar.app.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.metadata.DeclaredLicense;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Licences of the packages in archives, compared with a policy. */
public final class LicenseAudit {

    private static final DeclaredLicense NONE = new DeclaredLicense(Optional.empty(), List.of());
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
            audit.read(archive);
        }
        audit.licenses.forEach((name, license) -> policy.judge(name, license).ifPresent(audit.problems::add));
        return audit;
    }

    /** A package of the manifest without metadata has an unknown licence, so no package is left out. */
    private void read(BuiltArchive archive) throws IOException {
        String libraries = archive.manifest().at("/layout/libraries").asText();
        Pattern path = Pattern.compile(Pattern.quote(libraries + "/") + "[^/]+\\.dist-info/METADATA");
        Map<PackageName, DeclaredLicense> found = new TreeMap<>();
        for (byte[] text : archive.contents(path, LARGEST).values()) {
            Metadata metadata = Metadata.parse(text);
            found.put(metadata.name(), DeclaredLicense.of(metadata));
        }
        for (JsonNode one : archive.manifest().path("packages")) {
            PackageName name = PackageName.parse(one.path("name").asText());
            licenses.put(name, found.getOrDefault(name, NONE));
        }
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
                .map(one -> one.getKey() + ": " + policy.shown(one.getKey(), one.getValue())
                        + (byName.containsKey(one.getKey())
                                ? " -- " + byName.get(one.getKey()).text()
                                : ""))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
