package io.github.pywar.app.task;

import io.github.pywar.app.audit.AdvisoryDatabase;
import io.github.pywar.app.audit.Audit;
import io.github.pywar.app.audit.AuditResult;
import io.github.pywar.app.audit.AuditedPackage;
import io.github.pywar.app.audit.SarifReport;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
     */
    public record Request(
            Set<AuditedPackage> packages, List<Path> advisories, Audit audit, Path reports, String version) {

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
     * Audits the packages.
     *
     * @throws UserException if a finding fails the build; the reports are written before
     */
    public void run(Request request) throws IOException {
        Set<PackageName> names =
                request.packages().stream().map(AuditedPackage::name).collect(Collectors.toCollection(TreeSet::new));
        List<AdvisoryDatabase> databases = new ArrayList<>();
        for (Path file : request.advisories()) {
            databases.add(AdvisoryDatabase.read(file, names));
        }
        AuditResult result = request.audit().run(request.packages(), AdvisoryDatabase.join(databases));
        write(result, request);
        result.report(progress);
        if (result.failures() > 0) {
            throw failure(result);
        }
    }

    private void write(AuditResult result, Request request) throws IOException {
        Path folder = request.reports();
        AtomicFile.write(folder.resolve("audit.txt"), result.text().getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(folder.resolve("audit.json"), result.json());
        AtomicFile.write(folder.resolve("audit.sarif"), new SarifReport(result, request.version()).json());
        progress.detail("Wrote audit.txt, audit.json and audit.sarif in " + folder);
    }

    private static UserException failure(AuditResult result) {
        List<String> failing = result.failing();
        String more = failing.size() > SHOWN ? "\n    ... and " + (failing.size() - SHOWN) + " more" : "";
        return UserException.of("The audit found " + failing.size() + (failing.size() == 1 ? " problem" : " problems")
                        + failing.stream().limit(SHOWN).map("\n    "::concat).collect(Collectors.joining()) + more)
                .hint("upgrade: mvn pywar:lock -Dpywar.upgrade=NAME")
                .hint("if a vulnerability does not affect the application, declare it in a VEX document: <vex>; it does"
                        + " not mute malware");
    }
}
