package io.github.pywar.app.task;

import io.github.pywar.app.archive.ArchiveAssembler;
import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.archive.ArchiveManifest;
import io.github.pywar.app.archive.LastArchive;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.ModuleCheck;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.writer.ArchiveWriter;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.target.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Packages an application of which only its own files have changed. The libraries and all other files are copied from the
 * archive of the last build, so nothing is resolved, verified or installed. The new archive has the same bytes as one that
 * {@link PackageApp} builds from all its parts.
 */
public final class RepackageApp {

    /**
     * Request to package an application again.
     *
     * @param archive of the last build, unchanged; it is replaced
     * @param sources folders of the application's own files
     * @param entry the object that servers load
     * @param python version of the target
     * @param allowOverwrite the paths at which the later of two different files wins
     * @param stamp the time and the tool of the build
     */
    public record Request(
            Path archive,
            List<SourceFolder> sources,
            ObjectReference entry,
            PythonVersion python,
            Globs allowOverwrite,
            AssembleApp.Stamp stamp) {

        public Request {
            sources = List.copyOf(sources);
        }
    }

    private final Progress progress;

    /** @param progress receives each step */
    public RepackageApp(Progress progress) {
        this.progress = progress;
    }

    /**
     * Writes the archive. If that fails, there is no archive: that of the last build does not fit the sources.
     *
     * @return the tree that the archive contains; empty if the archive must be built from all its parts
     * @throws UserException if the application's own files cannot be packaged
     */
    public Optional<FileTree> run(Request request) throws IOException {
        boolean isDone = false;
        try {
            Optional<FileTree> tree = tree(request);
            if (tree.isPresent()) {
                new ArchiveWriter(request.stamp().time(), progress).write(tree.get(), request.archive());
                WrittenArchive.report(request.archive(), tree.get(), progress);
            }
            isDone = true;
            return tree;
        } finally {
            if (!isDone) {
                Files.deleteIfExists(request.archive());
            }
        }
    }

    private Optional<FileTree> tree(Request request) throws IOException {
        Optional<LastArchive> last = LastArchive.read(request.archive());
        if (last.isEmpty()) {
            return Optional.empty();
        }
        FileTree sources = sources(request);
        ArchiveLayout layout = ArchiveLayout.of(request.python());
        ModuleCheck modules = new ModuleCheck(sources, List.of(last.get().kept()), layout.libraries() + "/");
        if (modules.hidesLibrary()) {
            return Optional.empty(); // the warning names the library's file, which the archive does not have
        }
        modules.run(request.entry(), request.python().minor(), progress);
        AssembleApp.Stamp stamp = request.stamp();
        ArchiveManifest.Build build = new ArchiveManifest.Build("", stamp.time().toString(), stamp.tool());
        return Optional.of(new ArchiveAssembler(layout, Globs.NONE, progress).reassemble(last.get(), sources, build));
    }

    private FileTree sources(Request request) throws IOException {
        List<FileTree> trees = new ArrayList<>();
        for (SourceFolder folder : request.sources()) {
            trees.add(folder.read(progress));
        }
        return FileTree.union(trees, request.allowOverwrite(), progress);
    }
}
