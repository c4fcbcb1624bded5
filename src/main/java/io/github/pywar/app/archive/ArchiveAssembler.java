package io.github.pywar.app.archive;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Puts all parts into one tree, with the runtime, the manifest and the record of everything. */
public final class ArchiveAssembler {

    private static final String GIVER = "the build";

    private final ArchiveLayout layout;
    private final Globs allowOverwrite;
    private final Progress progress;

    /** @param allowOverwrite paths at which a later part may overwrite an earlier one */
    public ArchiveAssembler(ArchiveLayout layout, Globs allowOverwrite, Progress progress) {
        this.layout = layout;
        this.allowOverwrite = allowOverwrite;
        this.progress = progress;
    }

    /**
     * @param parts libraries, application and others
     * @param manifest without the build's id
     * @return the whole archive
     * @throws UserException where two parts own one path with different contents, or a library puts files where only
     *     the archive's own belong
     */
    public FileTree assemble(ArchiveParts parts, Manifest manifest) throws IOException {
        parts.libraries().forEach(ArchiveAssembler::checkPlaces);
        List<FileTree> trees = new ArrayList<>(parts.libraries());
        trees.add(parts.application().under(ArchiveLayout.APPLICATION));
        trees.addAll(parts.others());
        trees.add(RuntimeFiles.tree());
        trees.add(environment());
        FileTree content = FileTree.union(trees, allowOverwrite, progress).summed();
        warnOfCase(content);
        warnOfWindows(content.reservedOnWindows());
        Manifest identified = manifest.identified(BuildId.of(content, manifest));
        FileTree description = FileTree.builder(GIVER)
                .add(ArchiveLayout.MANIFEST, ByteSource.of(identified.json()))
                .build();
        FileTree sums = FileTree.builder(GIVER)
                .add(ArchiveLayout.RECORD, ByteSource.of(ArchiveRecord.text(List.of(content, description))))
                .build();
        return FileTree.union(List.of(content, description, sums), Globs.NONE, progress);
    }

    private FileTree environment() {
        return FileTree.builder(RuntimeFiles.GIVER)
                .add(ArchiveLayout.VENV, ByteSource.of(ArchiveLayout.VENV_TEXT))
                .add(layout.applicationPath(), ByteSource.of("../../../" + ArchiveLayout.APPLICATION + "\n"))
                .build();
    }

    private static void checkPlaces(FileTree library) {
        library.entries().forEach((path, file) -> {
            if (ArchiveLayout.isOwn(path)) {
                throw UserException.of("`" + path + "` of " + file.giver()
                                + " would lie where only the archive's own files do")
                        .hint("leave the library out, or use a version of it that installs no data there");
            }
        });
    }

    private void warnOfWindows(List<String> paths) {
        if (!paths.isEmpty()) {
            String more = paths.size() > 1 ? " and " + (paths.size() - 1) + " more" : "";
            progress.warning("`" + paths.get(0) + "`" + more + " cannot be unpacked on Windows: names like that are"
                    + " reserved there");
        }
    }

    private void warnOfCase(FileTree content) {
        content.caseClashes()
                .forEach(group -> progress.warning("`" + String.join("`, `", group)
                        + "` are one file where upper and lower case are not told apart"));
    }
}
