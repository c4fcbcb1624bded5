package io.github.pywar.maven;

import io.github.pywar.app.audit.ArchivePackages;
import io.github.pywar.app.audit.Audit;
import io.github.pywar.app.audit.AuditApp;
import io.github.pywar.app.audit.AuditedPackage;
import io.github.pywar.app.audit.DeclarationLines;
import io.github.pywar.app.audit.LicenseAudit;
import io.github.pywar.app.audit.LicensePolicy;
import io.github.pywar.app.audit.Severity;
import io.github.pywar.app.audit.VexDocument;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.app.lock.LockSettings;
import io.github.pywar.app.lock.ProjectLock;
import io.github.pywar.app.spec.ProjectCoordinates;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.project.MavenProject;

/** Reader of the inputs of {@code audit}: packages of archives or locks, advisories and exceptions. */
record AuditReader(AuditMojo goal, PomReader pom) {

    AuditApp.Request request(Progress progress) throws IOException {
        Audit audit = audit();
        List<BuiltArchive> archives = new ArrayList<>();
        for (Path file : ProjectArchive.builtIn(goal.project)) {
            archives.add(BuiltArchive.open(file));
        }
        return new AuditApp.Request(
                packages(archives),
                new AdvisoryFiles(goal, pom.cacheFolder()).find(progress),
                audit,
                goal.outputDirectory.toPath().resolve("pywar"),
                goal.pluginVersion,
                licenses(archives, progress));
    }

    /** A lock has no licences: they are in the wheels. */
    private Optional<LicenseAudit> licenses(List<BuiltArchive> archives, Progress progress) throws IOException {
        if (goal.licences == null) {
            return Optional.empty();
        }
        LicensePolicy policy = goal.licences.policy();
        if (archives.isEmpty()) {
            progress.warning("The licences are not checked: this run of Maven has built no archive");
            return Optional.empty();
        }
        return Optional.of(LicenseAudit.of(policy, archives));
    }

    private Audit audit() throws IOException {
        List<VexDocument> documents = new ArrayList<>();
        for (File file : goal.vex) {
            documents.add(VexDocument.read(file.toPath()));
        }
        MavenProject project = goal.project;
        return new Audit(
                new ProjectCoordinates(
                        project.getGroupId(), project.getArtifactId(), project.getVersion(), Optional.empty()),
                Severity.parseLimit(goal.failOn),
                documents,
                LocalDate.ofInstant(goal.session.getStartTime().toInstant(), ZoneOffset.UTC));
    }

    /** Returns the packages of the archives that this run has built, or else those of the locks. */
    private Set<AuditedPackage> packages(List<BuiltArchive> archives) throws IOException {
        Set<AuditedPackage> packages = new TreeSet<>();
        for (BuiltArchive archive : archives) {
            packages.addAll(new ArchivePackages(archive, lines(pom.lock())).read());
        }
        if (archives.isEmpty()) {
            for (PomReader one : pom.targets(Progress.SILENT)) {
                packages.addAll(locked(one));
            }
        }
        return packages;
    }

    private Set<AuditedPackage> locked(PomReader one) throws IOException {
        LockSettings settings = one.lock();
        ProjectLock lock = ProjectLock.find(settings)
                .orElseThrow(
                        () -> UserException.of("There is nothing to audit: this run of Maven has built no archive of"
                                        + " project `" + goal.project.getArtifactId() + "`, and there is no "
                                        + settings.fileName())
                                .hint("run the phase of the goal, which also builds the archive: mvn verify")
                                .hint("or lock the versions: mvn pywar:lock"));
        return ArchivePackages.ofLock(lock.versions(one.application(Progress.SILENT)), lines(settings));
    }

    /** Returns the lines that a report points to: those of the lock, or else the POM. */
    private DeclarationLines lines(LockSettings lock) throws IOException {
        Path base = goal.project.getBasedir().toPath();
        return lock.exists()
                ? DeclarationLines.ofLock(lock.file(), ProjectScope.label(base, lock.file()))
                : DeclarationLines.none(
                        ProjectScope.label(base, goal.project.getFile().toPath()));
    }
}
