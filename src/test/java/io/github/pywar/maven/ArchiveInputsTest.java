package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.fingerprint.BuildState;
import io.github.pywar.app.fingerprint.BuildWarnings;
import io.github.pywar.app.fingerprint.IndexPages;
import io.github.pywar.app.fingerprint.LibraryInputs;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.testing.TestProgress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of inputs that are outside of the usual folders are differences from the last build. */
@MojoTest
class ArchiveInputsTest {

    private static final String DEFAULTS = "src/test/resources/maven/defaults/pom.xml";

    @TempDir
    private Path folder;

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void noticesAnotherIndexOfTheCommandLine(PackageMojo goal) throws IOException {
        prepare(goal);
        record(goal);
        goal.session.getUserProperties().setProperty("pywar.index", "https://other.example.org/simple/");

        assertThat(difference(goal)).contains("the property `pywar.index` has changed");
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void noticesAFileOfAResourceInASkippedFolder(PackageMojo goal) throws IOException {
        prepare(goal);
        Resource resource = new Resource();
        resource.setDirectory("node_modules");
        goal.resources = List.of(resource);

        assertChangeIsNoticed(goal, "app/node_modules/bootstrap.js");
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void noticesASourceThatOnlyTheDefaultExcludesLeaveOut(PackageMojo goal) throws IOException {
        prepare(goal);
        goal.defaultExcludes = false;

        assertChangeIsNoticed(goal, "app/src/main/python/shop/node_modules/a.js");
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void noticesATestThatIsInTheSources(PackageMojo goal) throws IOException {
        prepare(goal);
        goal.sourceDirectory = new File(goal.project.getBasedir(), "src");

        assertChangeIsNoticed(goal, "app/src/test/data.py");
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void noticesTheLockOfATargetOutsideOfTheProject(PackageMojo goal) throws IOException {
        prepare(goal);
        goal.lockFile = folder.resolve("locks/pylock.toml").toFile();
        goal.targets = List.of(new Target(), new Target());

        assertChangeIsNoticed(goal, "locks/pylock.cp311-linux-x86_64.toml");
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void noticesThePomOfAParent(PackageMojo goal) throws IOException {
        prepare(goal);
        MavenProject parent = new MavenProject();
        parent.setFile(folder.resolve("pom.xml").toFile());
        goal.project.setParent(parent);

        assertChangeIsNoticed(goal, "pom.xml");
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void knowsTheFilesOfTheApplication(PackageMojo goal) throws IOException {
        prepare(goal);
        Resource resource = new Resource();
        resource.setDirectory("pages");
        goal.resources = List.of(resource);
        ArchiveInputs inputs = new ArchiveInputs(goal);

        assertThat(Stream.of("src/main/python/shop/views.py", "src/main/python/a.HTML", "pages/start.css")
                        .filter(name ->
                                !inputs.areOfApplication(folder.resolve("app").resolve(name))))
                .isEmpty();
        assertThat(Stream.of(
                                "pom.xml",
                                "setup.py",
                                "pylock.toml",
                                "src/main/python/setup.py",
                                "src/main/python/requirements.txt",
                                "src/main/python/pyproject.toml",
                                "src/main/hooks/migrate.py",
                                "other/views.py",
                                "target/views.py")
                        .filter(name ->
                                inputs.areOfApplication(folder.resolve("app").resolve(name))))
                .isEmpty();
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void knowsTheFilesOfAnApplicationInTheFolderOfTheProject(PackageMojo goal) throws IOException {
        prepare(goal);
        goal.sourceDirectory = goal.project.getBasedir();
        ArchiveInputs inputs = new ArchiveInputs(goal);

        assertThat(inputs.areOfApplication(folder.resolve("app/shop/views.py"))).isTrue();
        assertThat(Stream.of("setup.py", "pom.xml", "requirements.txt", "src/main/hooks/migrate.py", "target/views.py")
                        .filter(name ->
                                inputs.areOfApplication(folder.resolve("app").resolve(name))))
                .isEmpty();
    }

    /** The files of such hooks are known by the paths that the link leads to. */
    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void knowsNoFilesOfTheApplicationBesideALinkInTheHooks(PackageMojo goal) throws IOException {
        prepare(goal);
        Path linked = Files.createDirectories(folder.resolve("app/src/main/python/prepare"));
        ArchiveInputs inputs = new ArchiveInputs(goal);
        assertThat(inputs.areOfApplication(linked.resolve("10-start.py"))).isTrue();
        Files.createDirectories(goal.hooks.toPath());
        Files.createSymbolicLink(goal.hooks.toPath().resolve("prepare"), linked);

        assertThat(inputs.areOfApplication(linked.resolve("10-start.py"))).isFalse();
    }

    @Test
    @InjectMojo(goal = "package", pom = DEFAULTS)
    void reportsEachWarningOnceIfTheArchiveCannotBeBuiltFromTheLastOne(PackageMojo goal) throws IOException {
        prepare(goal);
        Path source = folder.resolve("app/src/main/python/shop.py");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "one");
        assertThat(warningsOfBuild(goal)).containsExactly("No server", "`con.py` of https://ann:****@example.org");
        Files.writeString(source, "three");

        assertThat(warningsOfBuild(goal)).containsExactly("No server", "`con.py` of https://ann:****@example.org");
    }

    private List<String> warningsOfBuild(PackageMojo goal) throws IOException {
        TestProgress progress = new TestProgress();
        new UnchangedBuild(goal, new PomReader(goal), false)
                .orElse(folder.resolve("shop.fingerprint"), List.of(), Optional.empty(), new Build(), progress);
        return progress.warnings();
    }

    /** Build with two warnings that needs all parts of the archive. */
    private record Build() implements UnchangedBuild.Build {

        @Override
        public void complete(Progress progress) {
            progress.warning("No server");
            ofSources(progress.ofSources());
        }

        @Override
        public boolean ofSources(Progress progress) {
            progress.warning("`con.py` of https://ann:s3cret@example.org");
            return false;
        }
    }

    @SuppressWarnings("deprecation") // the only constructor without a container
    private void prepare(PackageMojo goal) throws IOException {
        Path base = Files.createDirectories(folder.resolve("app"));
        goal.session = new MavenSession(
                null,
                MavenRepositorySystemUtils.newSession(),
                new DefaultMavenExecutionRequest(),
                new DefaultMavenExecutionResult());
        goal.execution.setConfiguration(new Xpp3Dom("configuration"));
        goal.project.setFile(
                Files.writeString(base.resolve("pom.xml"), "<project/>").toFile());
        goal.sourceDirectory = base.resolve("src/main/python").toFile();
        goal.hooks = base.resolve("src/main/hooks").toFile();
        goal.lockFile = base.resolve("pylock.toml").toFile();
        goal.outputDirectory = base.resolve("target").toFile();
    }

    private void assertChangeIsNoticed(PackageMojo goal, String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "one");
        record(goal);
        assertThat(difference(goal)).isEmpty();
        Files.writeString(file, "three");

        assertThat(difference(goal)).contains("`" + file + "` has changed");
    }

    private void record(PackageMojo goal) throws IOException {
        state(goal).record(List.of(), new LibraryInputs(), new BuildWarnings(List.of(), List.of()));
    }

    private Optional<String> difference(PackageMojo goal) throws IOException {
        return state(goal).compare(IndexPages.CACHED).difference();
    }

    private BuildState state(PackageMojo goal) throws IOException {
        return new ArchiveInputs(goal).state(folder.resolve("shop.fingerprint"), Optional.empty());
    }
}
