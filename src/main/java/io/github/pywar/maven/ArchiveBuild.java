package io.github.pywar.maven;

import io.github.pywar.app.sign.SigningKey;
import io.github.pywar.app.task.AssembleApp;
import io.github.pywar.app.task.PackageApp;
import io.github.pywar.app.task.SignArchive;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Build of one archive: from one request to one file, its signature and its {@code tar.gz} form.
 *
 * @param target the name of its target
 * @param key that signs the archive
 * @param tarGz whether to write the same files as {@code tar.gz} too
 */
record ArchiveBuild(
        String target, AssembleApp.Request request, ArchiveFiles files, Optional<SigningKey> key, boolean tarGz) {

    /** Writes the files and returns the archive. Several builds may run at the same time. */
    Path write(Progress progress) throws IOException {
        files.deleteOutdated();
        PackageApp task = new PackageApp(progress);
        FileTree tree = task.run(request, files.archive());
        if (key.isPresent()) {
            new SignArchive(key.get(), progress).run(tree, files.archive());
        }
        task.runSbom(tree, files.sbom());
        if (tarGz) {
            task.runTarGz(request, tree, files.tarGz());
        }
        return files.archive();
    }
}
