package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

    @TempDir
    Path root;

    @Test
    void deletesFoldersOfDeadProcesses() throws IOException {
        Path dead = Files.createDirectories(root.resolve("b1-2/deep"));
        Files.createFile(root.resolve("b1-2.lock"));

        try (ScratchFolder mine = ScratchFolder.in(root)) {
            assertThat(mine.path()).isEmptyDirectory();
            assertThat(dead).doesNotExist();
            assertThat(root.resolve("b1-2.lock")).doesNotExist();
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void keepsFoldersOfLiveProcesses() throws Exception {
        Path other = Files.createDirectories(root.resolve("b1-2"));
        Path lock = root.resolve("b1-2.lock");
        Process holder = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl, sys; file = open(sys.argv[1], 'w'); fcntl.lockf(file, fcntl.LOCK_EX);"
                                + " print('locked', flush=True); sys.stdin.read()",
                        lock.toString())
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("locked");
            ScratchFolder.in(root).close();
            assertThat(other).exists();

            holder.destroyForcibly().waitFor();
            ScratchFolder.in(root).close();
            assertThat(other).doesNotExist();
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void keepsFoldersOfThisProcess() throws IOException {
        try (ScratchFolder one = ScratchFolder.in(root);
                ScratchFolder two = ScratchFolder.in(root)) {
            assertThat(List.of(one.path(), two.path())).doesNotHaveDuplicates().allMatch(Files::exists);
        }
    }

    @Test
    void deletesReadOnlyFoldersAndFollowsNoLink() throws IOException {
        Path outside = Files.createDirectories(root.resolve("outside"));
        Files.createFile(outside.resolve("file"));
        try (ScratchFolder mine = ScratchFolder.in(root.resolve("scratch"))) {
            Files.createSymbolicLink(mine.path().resolve("link"), outside);
            Path closed = mine.folder("closed");
            Files.createFile(closed.resolve("file"));
            assertThat(closed.toFile().setWritable(false)).isTrue();
        }
        assertThat(outside.resolve("file")).exists();
        assertThat(root.resolve("scratch")).isEmptyDirectory();
    }

    @Test
    void deletesFolderWithoutALock() throws IOException {
        Files.createDirectories(root.resolve("b1-2"));

        ScratchFolder.in(root).close();

        assertThat(root.resolve("b1-2")).doesNotExist();
    }

    @Test
    void ignoresOtherFiles() throws IOException {
        Files.createDirectories(root.resolve("other"));
        try (FileChannel any = FileChannel.open(Files.createFile(root.resolve("file")))) {
            ScratchFolder.in(root).close();
            assertThat(any.isOpen()).isTrue();
        }

        assertThat(root.resolve("other")).exists();
        assertThat(root.resolve("file")).exists();
    }
}
