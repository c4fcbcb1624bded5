package io.github.pywar.app.audit;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the packages of an application with advisories, writes the reports, and fails if a finding is too severe. */
public final class AuditApp {

    private static final int SHOWN = 10;

    /**
     * Request to audit packages.
     *
     * @param advisories files in the OSV format
     * @param reports folder of the reports
     * @param version of this plugin
     * @param licenses licences of archives; empty if they are not checked
     */
    public record Request(
            Set<AuditedPackage> packages,
            List<Path> advisories,
            Audit audit,
            Path reports,
            String version,
            Optional<LicenseAudit> licenses) {

        public Request {
            packages = Set.copyOf(packages);
            advisories = List.copyOf(advisories);
        }
    }

    private final Progress progress;

    /** @param progress receives each finding */
    public AuditApp(Progress progress) {
        this.progress = progress;
    }

    /**
     * Audits the packages and their licences, as far as the request has data for it.
     *
     * @throws UserException if a finding fails the build; the reports are written before
     */
    public void run(Request request) throws IOException {
        List<String> advisories = new ArrayList<>();
        List<String> licenseFailures = new ArrayList<>();
        if (!request.advisories().isEmpty()) {
            advisories.addAll(audit(request).failing());
        }
        if (request.licenses().isPresent()) {
            LicenseAudit licenses = request.licenses().get();
            write(request, "licences.txt", licenses.text().getBytes(StandardCharsets.UTF_8));
            licenses.report(progress);
            licenseFailures.addAll(licenses.failures());
        }
        if (!advisories.isEmpty() || !licenseFailures.isEmpty()) {
            throw failure(advisories, licenseFailures);
        }
    }

    private AuditResult audit(Request request) throws IOException {
        Set<PackageName> names =
                request.packages().stream().map(AuditedPackage::name).collect(Collectors.toCollection(TreeSet::new));
        List<AdvisoryDatabase> databases = new ArrayList<>();
        for (Path file : request.advisories()) {
            databases.add(AdvisoryDatabase.read(file, names));
        }
        AuditResult result = request.audit().run(request.packages(), AdvisoryDatabase.join(databases));
        write(result, request);
        result.report(progress);
        return result;
    }

    private void write(AuditResult result, Request request) throws IOException {
        write(request, "audit.txt", result.text().getBytes(StandardCharsets.UTF_8));
        write(request, "audit.json", result.json());
        write(request, "audit.sarif", new SarifReport(result, request.version()).json());
    }

    private void write(Request request, String name, byte[] report) throws IOException {
        AtomicFile.write(request.reports().resolve(name), report);
        progress.detail("Wrote " + name + " in " + request.reports());
    }

    private static UserException failure(List<String> advisories, List<String> licenses) {
        List<String> failing = new ArrayList<>(advisories);
        failing.addAll(licenses);
        String more = failing.size() > SHOWN ? "\n    ... and " + (failing.size() - SHOWN) + " more" : "";
        UserException error = UserException.of("The audit found " + failing.size()
                + (failing.size() == 1 ? " problem" : " problems")
                + failing.stream().limit(SHOWN).map("\n    "::concat).collect(Collectors.joining()) + more);
        if (!advisories.isEmpty()) {
            error = error.hint("upgrade: mvn pywar:lock -Dpywar.upgrade=NAME")
                    .hint("if a vulnerability does not affect the application, declare it in a VEX document: <vex>; it"
                            + " does not mute malware");
        }
        return licenses.isEmpty()
                ? error
                : error.hint(
                        "if the licence of a package was reviewed, declare it: <clarify> or <exceptions> in <licences>");
    }
}
