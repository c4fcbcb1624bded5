package io.github.pywar.app.task;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.archive.LastArchive;
import io.github.pywar.app.process.ProcessType;
import io.github.pywar.app.process.ProgramCheck;
import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.spec.ModuleCheck;
import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.writer.WrittenArchive;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.target.PythonVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
     * @param processes beside the server
     */
    public record Request(
            Path archive,
            List<SourceFolder> sources,
            ObjectReference entry,
            PythonVersion python,
            Globs allowOverwrite,
            AssembleApp.Stamp stamp,
            List<ProcessType> processes) {

        public Request {
            sources = List.copyOf(sources);
            processes = List.copyOf(processes);
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
     * @return whether it is written; if not, the archive must be built from all its parts
     * @throws UserException if the application's own files cannot be packaged
     */
    public boolean run(Request request) throws IOException {
        boolean isDone = false;
        try {
            FileTree sources = AssembleApp.readSources(request.sources(), request.allowOverwrite(), progress);
            Optional<LastArchive> last = LastArchive.read(request.archive());
            isDone = last.isPresent() && areAlone(sources, last.get(), request) && write(sources, last.get(), request);
            return isDone;
        } finally {
            if (!isDone) {
                Files.deleteIfExists(request.archive());
            }
        }
    }

    /** Returns whether the application's modules have nothing to do with those of its libraries; then checks them. */
    private boolean areAlone(FileTree sources, LastArchive last, Request request) {
        ModuleCheck modules = new ModuleCheck(sources, List.of(), "");
        String libraries = ArchiveLayout.of(request.python()).libraries();
        if (!modules.has(request.entry()) || last.mayHave(modules.topLevel(), libraries)) {
            return false;
        }
        if (!request.processes().isEmpty() && !haveModules(sources, last, request)) {
            return false;
        }
        modules.run(request.entry(), request.python().minor(), progress);
        return true;
    }

    /** Returns whether each module of a process is the application's own, or may be one of the libraries. */
    private static boolean haveModules(FileTree sources, LastArchive last, Request request) {
        String libraries = ArchiveLayout.of(request.python()).libraries();
        return ProgramCheck.foreign(sources.entries().keySet(), request.processes()).stream()
                .allMatch(name -> last.mayHave(Set.of(name), libraries));
    }

    private boolean write(FileTree sources, LastArchive last, Request request) throws IOException {
        AssembleApp.Stamp stamp = request.stamp();
        try (AtomicFile file = AtomicFile.at(request.archive())) {
            Optional<Integer> files;
            try {
                files = last.write(sources, AssembleApp.build(stamp), stamp.time(), file.channel(), progress);
            } catch (IOException failure) {
                throw file.named(failure);
            }
            if (files.isPresent()) {
                file.commit();
                new WrittenArchive(request.archive(), files.get()).report(progress);
            }
            return files.isPresent();
        }
    }
}
