package io.github.pywar.app.buildstep;

import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.build.FolderDeletion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Results of build steps by key. Each is a folder that appears complete, by a rename.
 *
 * @param folder of all results
 */
record StepResults(Path folder) {

    private static final String PART = "part";

    /** Reads a result, with its files at their paths in {@code app/}; empty if there is none. */
    Optional<FileTree> read(String key, StepDeclaration step, Progress progress) {
        Path result = folder.resolve(key);
        return Files.isDirectory(result)
                ? Optional.of(new SourceFolder(result, step.label(), step.targetPath(), SourceFolder.Patterns.ALL)
                        .read(progress))
                : Optional.empty();
    }

    /** Writes a result. */
    void write(String key, StepOutputs outputs) throws IOException {
        Path part = folder.resolve(PART);
        FolderDeletion.delete(part);
        StepWork.write(outputs.written(), part);
        FolderDeletion.delete(folder.resolve(key));
        Files.move(part, folder.resolve(key));
    }

    /** Deletes all other results. */
    void retain(Collection<String> keys) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.list(folder)) {
            all = files.toList();
        }
        for (Path one : all) {
            if (!keys.contains(one.getFileName().toString())) {
                FolderDeletion.delete(one);
            }
        }
    }
}
