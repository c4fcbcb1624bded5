package io.github.pywar.maven;

import io.github.pywar.app.sign.SignArchive;
import io.github.pywar.app.sign.SignProvenance;
import io.github.pywar.app.sign.SigningKey;
import io.github.pywar.app.target.ArchiveTarget;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.PackageApp;
import io.github.pywar.app.task.RepackageApp;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.Optional;

/**
 * Build of one archive: its file, its signature, its bill of materials and its {@code tar.gz} form.
 *
 * @param target the name of its target
 * @param signed key that signs the archive, and what else it signs
 * @param tarGz whether to write the same files as {@code tar.gz} too
 */
record ArchiveBuild(String target, ArchiveFiles files, Optional<SignedBuild> signed, boolean tarGz) {

    /** Reads the key that signs the archive, and the lock of its target for the provenance. */
    static ArchiveBuild of(PackageMojo goal, PomReader pom, ArchiveTarget target) throws IOException {
        Optional<SigningKey> key =
                pom.signingKey(AbstractPywarMojo.value(goal.signingKey), AbstractPywarMojo.value(goal.signingServer));
        Optional<SignedBuild> signed = new ProvenanceReader(goal, pom).read(key);
        return new ArchiveBuild(target.name(), ArchiveFiles.of(goal, target.classifier()), signed, goal.tarGz);
    }

    /** Builds the archive from all its parts. Several builds may run at the same time. */
    boolean write(AssembleApp.Request request, Progress progress) throws IOException {
        files.deleteOutdated();
        PackageApp task = new PackageApp(progress);
        FileTree tree = task.run(request, files.archive());
        if (signed.isPresent()) {
            sign(signed.get(), tree, progress);
        }
        task.runSbom(tree, files.sbom());
        task.runPython(request, files.python());
        task.runNotices(tree, files.notices());
        if (tarGz) {
            task.runTarGz(request, tree, files.tarGz());
        }
        return true;
    }

    private void sign(SignedBuild signed, FileTree tree, Progress progress) throws IOException {
        new SignArchive(signed.key(), progress).run(tree, files.archive());
        if (signed.provenance().isPresent()) {
            new SignProvenance(signed.key(), progress)
                    .run(files.archive(), signed.provenance().get());
        }
    }

    /**
     * Builds the archive from that of the last build and the application's own files.
     *
     * @return whether this is possible
     */
    boolean write(RepackageApp.Request request, Progress progress) throws IOException {
        if (signed.isPresent() || tarGz) {
            return false; // both need all files
        }
        files.deleteOutdated();
        return new RepackageApp(progress).run(request);
    }
}
