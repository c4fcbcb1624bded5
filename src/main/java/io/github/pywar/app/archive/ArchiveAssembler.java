package io.github.pywar.app.archive;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.install.ParallelTasks.Started;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Composes one tree from the parts of an archive, the runtime, the manifest and the RECORD of all files. */
public final class ArchiveAssembler {

    private static final String ORIGIN = "the build";

    private final ArchiveLayout layout;
    private final Globs allowOverwrite;
    private final Progress progress;
    private final Started<FileTree> runtime;

    /**
     * @param allowOverwrite paths at which the file of a later part replaces that of an earlier part
     * @param runtime of {@link RuntimeFiles#start}
     */
    public ArchiveAssembler(ArchiveLayout layout, Globs allowOverwrite, Progress progress, Started<FileTree> runtime) {
        this.layout = layout;
        this.allowOverwrite = allowOverwrite;
        this.progress = progress;
        this.runtime = runtime;
    }

    /**
     * Composes the tree.
     *
     * @param manifest without the id of the build, which is computed here
     * @throws UserException if two parts have different files at one path, or a library or the application has a file at a
     *     reserved path
     */
    public FileTree assemble(ArchiveParts parts, ArchiveManifest manifest) throws IOException {
        for (FileTree library : parts.libraries()) {
            checkLibrary(library);
        }
        FileTree application = application(parts.application(), progress.ofSources());
        List<FileTree> trees = new ArrayList<>(parts.libraries());
        trees.addAll(parts.others());
        trees.add(runtime.result());
        trees.add(environment());
        FileTree others = FileTree.union(trees, allowOverwrite, progress).summed();
        warnOfNames(others, progress);
        FileTree content = FileTree.union(List.of(others, application), Globs.NONE, progress);
        checkRoot(content);
        ArchiveManifest complete = manifest.withExecutables(executables(content));
        ArchiveManifest identified = complete.identified(BuildId.of(content, complete));
        FileTree description = FileTree.builder(ORIGIN)
                .add(ArchiveLayout.MANIFEST, ByteSource.of(identified.json()))
                .build();
        FileTree sums = FileTree.builder(ORIGIN)
                .add(ArchiveLayout.RECORD, ByteSource.of(ArchiveRecord.text(List.of(content, description))))
                .build();
        return FileTree.union(List.of(content, description, sums), Globs.NONE, progress);
    }

    /**
     * Returns the files of the application with their paths in the archive and their checksums. No other part has files in
     * their folder.
     *
     * @param sources the files without the folder {@code app/}
     * @throws UserException if a file has a reserved path
     */
    static FileTree application(FileTree sources, Progress progress) throws IOException {
        FileTree application = sources.under(ArchiveLayout.APPLICATION);
        checkApplication(application);
        warnOfNames(application, progress);
        return application.summed();
    }

    private FileTree environment() {
        return FileTree.builder(RuntimeFiles.ORIGIN)
                .add(ArchiveLayout.VENV, ByteSource.of(ArchiveLayout.VENV_TEXT))
                .add(layout.applicationPath(), ByteSource.of("../../../" + ArchiveLayout.APPLICATION + "\n"))
                .build();
    }

    /** All files go through here, so no part can add a path that the layout does not have. */
    private static void checkRoot(FileTree content) {
        for (Map.Entry<String, FileTree.Entry> file : content.entries().entrySet()) {
            if (!ArchiveLayout.isInLayout(file.getKey())) {
                throw new IllegalStateException(
                        file.getValue().origin() + " has `" + file.getKey() + "` in the archive's root");
            }
        }
    }

    private void checkLibrary(FileTree library) {
        String libraries = layout.libraries();
        for (Map.Entry<String, FileTree.Entry> file : library.entries().entrySet()) {
            if (!layout.isForLibrary(file.getKey(), libraries)) {
                throw reserved(file);
            }
        }
    }

    private static void checkApplication(FileTree application) {
        for (Map.Entry<String, FileTree.Entry> file : application.entries().entrySet()) {
            if (!ArchiveLayout.isForApplication(file.getKey())) {
                throw reserved(file);
            }
        }
    }

    private static UserException reserved(Map.Entry<String, FileTree.Entry> file) {
        return UserException.of("`" + file.getKey() + "` of " + file.getValue().origin()
                        + " has a path that is reserved for the archive's own files")
                .hint("remove the file from the sources, or use a version of the library without it");
    }

    private static List<String> executables(FileTree content) {
        List<String> paths = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file : content.entries().entrySet()) {
            if (file.getValue().executable()) {
                paths.add(file.getKey());
            }
        }
        return paths;
    }

    private static void warnOfNames(FileTree files, Progress progress) {
        for (List<String> group : files.caseClashes()) {
            progress.warning("`" + String.join("`, `", group) + "` are one file on a file system that ignores case");
        }
        List<String> paths = files.reservedOnWindows();
        if (!paths.isEmpty()) {
            String more = paths.size() > 1 ? " and " + (paths.size() - 1) + " more" : "";
            progress.warning(
                    "`" + paths.get(0) + "`" + more + " cannot be unpacked on Windows, which reserves such names");
        }
    }
}
