package io.github.pywar.python.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.index.DistributionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceFetcherTest extends ArchiveFixture {

    private Path project;
    private int opened;

    @BeforeEach
    void createProject() throws IOException {
        project = Files.createDirectories(folder.resolve("project"));
        write("pyproject.toml", "[project]\nname = \"demo\"\nversion = \"1.0\"\n");
        write("demo.py", "one = 1\n");
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(project.resolve(path).getParent());
        Files.writeString(project.resolve(path), text);
    }

    private SourceTree open(DistributionFile file) throws IOException {
        Path archive = Files.write(
                folder.resolve("demo-1.0.tar.gz"), TestArchive.demo().gzip());
        VersionControl repositories = new VersionControl(folder.resolve("cache"), true, Progress.SILENT);
        return new SourceFetcher(asked -> archive, repositories).open(file, folder.resolve("scratch" + ++opened));
    }

    private DistributionFile.Builder local() {
        return DistributionFile.builder("project", project.toUri());
    }

    private SourceTree copied() throws IOException {
        return open(local().build());
    }

    @Test
    void unpacksArchives() throws IOException {
        SourceTree tree = open(DistributionFile.builder(
                        "demo-1.0.tar.gz", folder.resolve("demo-1.0.tar.gz").toUri())
                .build());

        assertThat(tree.root()).isEqualTo(folder.toRealPath().resolve("scratch1/demo-1.0"));
        assertThat(files(tree.root())).containsOnlyKeys("pyproject.toml", "demo.py");
    }

    @Test
    void copiesFolders() throws IOException {
        write("pkg/data.txt", "data");
        Files.createSymbolicLink(project.resolve("link"), project.resolve("pkg/data.txt"));
        project.resolve("demo.py").toFile().setExecutable(true);

        SourceTree tree = copied();

        assertThat(files(tree.root())).containsEntry("pkg/data.txt", "data").containsEntry("link", "-> pkg/data.txt");
        assertThat(Files.isExecutable(tree.root().resolve("demo.py"))).isTrue();
    }

    @Test
    void leavesOutWhatIsNotSource() throws IOException {
        write(".git/HEAD", "");
        write("pkg/__pycache__/a.pyc", "");
        write(".venv/pyvenv.cfg", "");
        write("env/pyvenv.cfg", "");
        write("any/CACHEDIR.TAG", "");
        write("pom.xml", "");
        write("target/classes/a", "");
        write("build/lib/demo.py", "");
        write("build/keep.py", "");
        Files.createSymbolicLink(project.resolve("dangling"), Path.of("nothing"));

        assertThat(files(copied().root())).containsOnlyKeys("build/keep.py", "demo.py", "pom.xml", "pyproject.toml");
    }

    @Test
    void keepsARepositoryThatHasTheVersion() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write("pyproject.toml", "[build-system]\nrequires = [\"setuptools-scm\"]\n");

        assertThat(files(copied().root())).containsKey(".git/HEAD");
    }

    @Test
    void copiesIntoAFolderInsideTheSource() throws IOException {
        Path inside = project.resolve("work/scratch");

        FolderCopy.copy(project, inside, UnpackLimits.DEFAULT);

        assertThat(files(inside)).containsOnlyKeys("demo.py", "pyproject.toml");
    }

    @Test
    void refusesLinksThatLeadOut() throws IOException {
        Files.createSymbolicLink(project.resolve("link"), Path.of("/etc/passwd"));

        assertThatThrownBy(this::copied)
                .isInstanceOf(UserException.class)
                .hasMessage("`link` is a symbolic link that leads out of the source code, to `/etc/passwd`\n"
                        + "    source code: " + project + "\nhint: replace the link with a copy of the file");
    }

    @Test
    void limitsFolders() {
        assertThatThrownBy(() -> FolderCopy.copy(project, folder.resolve("copy"), new UnpackLimits(1, 9, 1, 1)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has more than 1 files or 9 bytes: it is not the source code of one project");
    }

    @Test
    void limitsTheDepthOfFolders() throws IOException {
        Files.createDirectories(project.resolve("a/".repeat(201)));

        assertThatThrownBy(this::copied)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("has folders that are more than 200 levels deep: `a/a/");
    }

    @Test
    void reportsAMissingFolder() {
        DistributionFile missing = DistributionFile.builder(
                        "no", project.resolve("no").toUri().resolve("no/"))
                .build();

        assertThatThrownBy(() -> open(missing))
                .isInstanceOf(UserException.class)
                .hasMessageEndingWith("` does not exist\nhint: check the path in the requirement");
    }

    @Test
    void returnsTheSubdirectory() throws IOException {
        write("libs/inner/setup.py", "");

        assertThat(open(local().subdirectory("libs/inner").build()).root()).endsWith(Path.of("source/libs/inner"));
    }

    @Test
    void reportsAWrongSubdirectory() throws IOException {
        Files.createSymbolicLink(project.resolve("self"), Path.of("."));

        assertThatThrownBy(() -> open(local().subdirectory("../other").build()))
                .hasMessageStartingWith(
                        "The subdirectory `../other` leads out of the source code\n    source code: file:");
        assertThatThrownBy(() -> open(local().subdirectory("missing").build()))
                .hasMessageContaining("The subdirectory `missing` does not exist in the source code");
    }

    @Test
    void hashDependsOnContentOnly() throws IOException {
        SourceTree tree = new SourceTree(project);
        String before = tree.hash().hex();
        Files.setLastModifiedTime(project.resolve("demo.py"), java.nio.file.attribute.FileTime.fromMillis(0));
        write("__pycache__/demo.pyc", "");
        write(".git/objects/1", "");

        assertThat(tree.hash().hex()).isEqualTo(before);
        assertThat(copied().hash().hex()).isEqualTo(before);

        project.resolve("demo.py").toFile().setExecutable(true);
        String executable = tree.hash().hex();
        write("demo.py", "one = 2\n");
        String changed = tree.hash().hex();
        Files.createSymbolicLink(project.resolve("link"), Path.of("demo.py"));
        String linked = tree.hash().hex();
        write(".git/refs/tags/v1", "1");

        assertThat(java.util.List.of(
                        before, executable, changed, linked, tree.hash().hex()))
                .doesNotHaveDuplicates();
    }
}
