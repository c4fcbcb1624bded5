package io.github.pywar.app.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestProgress;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Archives beyond 65,535 files or 4 GiB, and members that are too large to hold. */
class LargeArchiveTest extends ArchiveWriterFixture {

    @Test
    void pythonReadsMoreThan65535FilesAndAWarningSaysWhatDoesNot() throws IOException {
        FileTree.Builder builder = FileTree.builder("x");
        for (int i = 0; i < 70_000; i++) {
            builder.add("f/" + i, ByteSource.of("x"));
        }
        TestProgress progress = new TestProgress();

        Path archive = write(builder.build(), progress);

        Tool.Result python = Tool.run(
                folder,
                "python3",
                "-c",
                "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).namelist()))",
                archive.toString());
        assertThat(python.output()).isEqualTo("70000\n");
        assertThat(progress.warnings())
                .singleElement()
                .asString()
                .contains("70000 files")
                .contains("unpack it first");
    }

    @Test
    void exactly65535FilesNeedNoZip64() throws IOException {
        FileTree.Builder builder = FileTree.builder("x");
        builder.add("__main__.py", ByteSource.of("print('ran')\n"));
        for (int i = 1; i < 65_535; i++) {
            builder.add("f/" + i, ByteSource.of(""));
        }
        TestProgress progress = new TestProgress();

        Path archive = write(builder.build(), progress);

        assertThat(progress.warnings()).isEmpty();
        assertThat(Tool.run(folder, "python3", archive.toString()).output()).isEqualTo("ran\n");
    }

    @Test
    void longMembersGoFromFileToFile() throws IOException {
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        Wheel wheel = Wheel.open(TestWheel.of("big", "1.0")
                .file("big/noise", noise)
                .file("big/x", "after")
                .write(folder));

        Path archive = write(wheel.files(), Progress.SILENT);

        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            assertThat(zip.getInputStream(zip.getEntry("big/noise")).readAllBytes())
                    .isEqualTo(noise);
            assertThat(zip.getInputStream(zip.getEntry("big/x")).readAllBytes())
                    .asString()
                    .isEqualTo("after");
        }
    }

    @Test
    void moreWheelsThanAreKeptOpenAreCopied() throws IOException {
        FileTree tree = FileTree.empty();
        for (int i = 0; i < 40; i++) {
            Path file = TestWheel.of("w" + i, "1.0")
                    .file("shared/m" + i, "text " + i)
                    .write(folder);
            tree = Trees.joined(tree, Wheel.open(file).files());
        }

        Path archive = write(tree, Progress.SILENT);

        assertThat(Tool.run(folder, "unzip", "-tq", archive.toString()).exit()).isZero();
    }
}
