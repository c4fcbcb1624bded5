package io.github.pywar.app.archive;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Globs;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
     * @throws UserException where two parts own one path with different contents, or a library or the application puts
     *     files where only the archive's own belong
     */
    public FileTree assemble(ArchiveParts parts, ArchiveManifest manifest) throws IOException {
        FileTree application = parts.application().under(ArchiveLayout.APPLICATION);
        parts.libraries().forEach(library -> checkPlaces(library, layout::isForLibrary));
        checkPlaces(application, ArchiveLayout::isForApplication);
        List<FileTree> trees = new ArrayList<>(parts.libraries());
        trees.add(application);
        trees.addAll(parts.others());
        trees.add(RuntimeFiles.tree());
        trees.add(environment());
        FileTree content = FileTree.union(trees, allowOverwrite, progress).summed();
        checkRoot(content);
        warnOfCase(content);
        warnOfWindows(content.reservedOnWindows());
        ArchiveManifest complete = manifest.withExecutables(executables(content));
        ArchiveManifest identified = complete.identified(BuildId.of(content, complete));
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

    /** The one place where the tree is composed: whatever part a file comes from, it has a place of the layout. */
    private static void checkRoot(FileTree content) {
        content.entries().forEach((path, file) -> {
            if (!ArchiveLayout.isPlace(path)) {
                throw new IllegalStateException(file.origin() + " puts `" + path + "` at the archive's root");
            }
        });
    }

    private static void checkPlaces(FileTree part, Predicate<String> isAllowed) {
        part.entries().forEach((path, file) -> {
            if (!isAllowed.test(path)) {
                throw UserException.of("`" + path + "` of " + file.origin()
                                + " would lie where only the archive's own files do")
                        .hint("leave the file out, or use a version that does not bring it");
            }
        });
    }

    private static List<String> executables(FileTree content) {
        return content.entries().entrySet().stream()
                .filter(file -> file.getValue().executable())
                .map(Map.Entry::getKey)
                .toList();
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
