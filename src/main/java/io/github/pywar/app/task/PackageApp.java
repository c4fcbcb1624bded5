package io.github.pywar.app.task;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.embedded.EmbeddedPython;
import io.github.pywar.app.embedded.Launcher;
import io.github.pywar.app.writer.ArchiveWriter;
import io.github.pywar.app.writer.TarGzWriter;
import io.github.pywar.app.writer.WrittenArchive;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Packages an application: one archive from its POM, its sources and its libraries. */
public final class PackageApp {

    private final Progress progress;

    /** @param progress receives each step */
    public PackageApp(Progress progress) {
        this.progress = progress;
    }

    /**
     * Does steps 2 to 9 of {@code mvn package}. Step 1 reads the POM and the lock file; its result is the request. The
     * steps run in this order, and only steps 3 to 5 use the network. The bill of materials and the notices are
     * descriptions that need only the wheels, so they are written during step 6:
     *
     * <ol start="2">
     *   <li>The sources as a tree.
     *   <li>The versions: from the lock if there is one, else from a resolution.
     *   <li>The packages that apply to the target, sorted.
     *   <li>Their wheels, downloaded and verified.
     *   <li>The wheels as trees of installed files.
     *   <li>The runtime, the manifest and the descriptions as trees.
     *   <li>One tree with the layout of an archive.
     *   <li>The archive.
     * </ol>
     *
     * @param archive the file to write
     * @return the tree that the archive contains
     */
    public FileTree run(AssembleApp.Request request, Path archive) throws IOException {
        // if a step fails, an archive of earlier inputs must not remain
        Files.deleteIfExists(archive);

        // steps 2 to 8
        FileTree tree = new AssembleApp(progress).run(request);

        // step 9
        new ArchiveWriter(request.stamp().time(), progress).write(before(request), tree, archive);
        new WrittenArchive(archive, tree.entries().size()).report(progress);
        return tree;
    }

    /** Returns what is in front of the zip: the launcher and the interpreter, if the archive has one. */
    private static List<ByteSource> before(AssembleApp.Request request) throws IOException {
        if (request.python().isEmpty()) {
            return List.of();
        }
        EmbeddedPython python = request.python().get();
        ByteSource script = ByteSource.of(new Launcher(python).script());
        return python.inside() ? List.of(script, ByteSource.of(python.file())) : List.of(script);
    }

    /**
     * Writes the interpreter beside the archive.
     *
     * @return whether there is one
     */
    public boolean runPython(AssembleApp.Request request, Path file) throws IOException {
        Optional<EmbeddedPython> python = request.python();
        if (python.isEmpty() || python.get().inside()) {
            Files.deleteIfExists(file);
            return false;
        }
        AtomicFile.write(file, out -> Files.copy(python.get().file(), out));
        return true;
    }

    /**
     * Writes the same tree as {@code tar.gz}.
     *
     * @param tree the result of {@link #run}
     */
    public void runTarGz(AssembleApp.Request request, FileTree tree, Path archive) throws IOException {
        Files.deleteIfExists(archive);
        if (request.python().isPresent()) {
            progress.warning(
                    "`" + archive.getFileName() + "` has no interpreter and no launcher: <runtime> has no effect"
                            + " on the tar.gz form. It needs the Python of the server");
        }
        new TarGzWriter(request.stamp().time()).write(tree, archive);
        new WrittenArchive(archive, tree.entries().size()).report(progress);
    }

    /**
     * Writes the bill of materials of an archive beside it: the same bytes as in the archive.
     *
     * @param tree the result of {@link #run}
     * @return whether the archive has one
     */
    public boolean runSbom(FileTree tree, Path file) throws IOException {
        return copy(tree, ArchiveLayout.SBOM, file);
    }

    /** Writes the notices of an archive beside it: see {@link #runSbom}. */
    public boolean runNotices(FileTree tree, Path file) throws IOException {
        return copy(tree, ArchiveLayout.NOTICES, file);
    }

    private static boolean copy(FileTree tree, String path, Path file) throws IOException {
        Optional<FileTree.Entry> entry = tree.get(path);
        if (entry.isEmpty()) {
            Files.deleteIfExists(file);
            return false;
        }
        byte[] content = entry.get().content().bytes();
        AtomicFile.write(file, content);
        return true;
    }
}
