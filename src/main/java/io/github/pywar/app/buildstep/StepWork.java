package io.github.pywar.app.buildstep;

import io.github.pywar.base.error.FullDisk;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.build.FolderDeletion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;

/**
 * Folder of the copies that a step works in. Its path is the same in each build of a project: a step that writes the path
 * into its files still writes the same bytes.
 *
 * @param root of the copies
 */
record StepWork(Path root) {

    /** One time for all files: programs that compare times, such as compilemessages, decide as in each other build. */
    static final FileTime TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    /** Returns the folder of the application's files. */
    Path application() {
        return root.resolve("app");
    }

    /** Returns the working directory of a step. */
    Path working(StepDeclaration step) {
        return step.directory().isPresent() ? root.resolve("project") : application();
    }

    /** Returns the folder of files that belong to the process, and not to the application. */
    Path scratch() {
        return root.resolve("scratch");
    }

    /** Writes the copies of the files of a step. */
    void prepare(StepInput input) throws IOException {
        delete();
        Files.createDirectories(scratch());
        write(input.application(), application());
        if (input.step().directory().isPresent()) {
            Path working = working(input.step());
            write(input.directory(), working);
            Path packages = input.step().directory().get().resolve(StepInput.LINKED);
            if (Files.isDirectory(packages)) {
                Files.createSymbolicLink(working.resolve(StepInput.LINKED), packages.toRealPath());
            }
        }
    }

    /** Deletes the copies. */
    void delete() throws IOException {
        FolderDeletion.delete(root);
    }

    /** Writes a tree into a new folder. */
    static void write(FileTree tree, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            try (InputStream in = file.getValue().content().open()) {
                FullDisk.naming(target, () -> Files.copy(in, target));
            }
            if (file.getValue().executable()) {
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Files.setLastModifiedTime(target, TIME);
        }
    }
}
