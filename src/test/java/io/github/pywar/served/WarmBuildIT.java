package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Classes of a build whose libraries are in the cache. Much of a short build is the time in which classes are loaded. */
class WarmBuildIT {

    /**
     * Callbacks to other threads, locks and caches. Loops and conditions need none: a class of a lambda expression takes as long as
     * several small classes.
     */
    private static final int MOST_LAMBDAS = 52;

    private static final Pattern OWN_CLASS = Pattern.compile(" io\\.github\\.pywar\\.(\\S++) source: ");

    private static final Pattern LAMBDA_CLASS =
            Pattern.compile(" io\\.github\\.pywar\\.(\\S+?)\\$\\$Lambda\\S*+ source: ");

    private final OpenFolder folder = OpenFolder.create();

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void loadsNoClassThatItDoesNotNeed() throws IOException {
        try (TestIndex index = TestIndex.start()) {
            TestWheel wheel = TestWheel.of("demo", "1.0")
                    .file("demo.py", "")
                    .metadata("Author-email: A <a@example.org>, B <b@example.org>, A <a@example.org>")
                    .metadata("Classifier: License :: OSI Approved :: MIT License")
                    .metadata("Provides-Extra: more")
                    .metadata("Requires-Dist: demo>=1,<2; python_full_version >= '3.9' and extra == 'more'");
            index.add(wheel.fileName(), wheel.bytes());
            ShopProject project = new ShopProject(folder.folder("shop")).configured("""
                    <server>none</server>
                    <requirements>demo[more]</requirements>
                    """);
            success(maven(project, index).run("package"));
            Files.delete(project.archive());
            Path log = folder.path().resolve("classes.log");

            success(maven(project, index)
                    .variable("MAVEN_OPTS", "-Xlog:class+load:file=" + log)
                    .run("package"));

            assertThat(project.archive()).isRegularFile();
            String loaded = Files.readString(log);
            assertThat(LAMBDA_CLASS.matcher(loaded).results().map(found -> found.group(1)))
                    .as("classes with lambda expressions, once for each that a warm build uses")
                    .hasSizeBetween(1, MOST_LAMBDAS);
            assertThat(loaded)
                    .contains(" io.github.pywar.app.task.AssembleApp ")
                    // the methods that Java composes for a record at their first call
                    .doesNotContain(" java.lang.runtime.ObjectMethods ")
                    .doesNotContain(" io.github.pywar.shaded.org.apache.hc.", " io.github.pywar.shaded.org.jsoup.")
                    .doesNotContain(" io.github.pywar.shaded.org.apache.commons.compress.");
        }
    }

    @Test
    void loadsHardlyAnythingIfNothingHasChanged() throws IOException {
        ShopProject project = new ShopProject(folder.folder("shop")).configured("<server>none</server>");
        try (TestIndex index = TestIndex.start()) {
            success(maven(project, index).with("skipTests", "true").run("package"));
            Path log = folder.path().resolve("classes.log");

            Tool.Result unchanged = maven(project, index)
                    .with("skipTests", "true")
                    .variable("MAVEN_OPTS", "-Xlog:class+load:file=" + log)
                    .run("package");

            assertThat(unchanged.output()).contains("Unchanged: target/");
            List<String> own = Files.readAllLines(log).stream()
                    .filter(line -> line.contains(" io.github.pywar."))
                    .toList();
            assertThat(own).hasSizeBetween(50, 160);
            // each class of a lambda expression takes as long as several small classes
            assertThat(own.stream().filter(line -> line.contains("$$Lambda"))).hasSizeLessThanOrEqualTo(10);
            assertThat(own).noneMatch(line -> line.contains("MXParser "));
        }
    }

    /** Maven finds the goals, and asks the listeners about a session in which no goal of the plugin runs. */
    @Test
    void loadsOnlyGoalsAndListenersIfNoGoalRuns() throws IOException {
        ShopProject project = new ShopProject(folder.folder("shop")).configured("<server>none</server>");
        Path log = folder.path().resolve("classes.log");

        success(new MavenRun(project.folder())
                .variable("MAVEN_OPTS", "-Xlog:class+load:file=" + log)
                .run("validate"));

        assertThat(OWN_CLASS.matcher(Files.readString(log)).results().map(found -> found.group(1)))
                .filteredOn(name -> !name.endsWith("Mojo"))
                .containsExactlyInAnyOrder(
                        "base.progress.Progress",
                        "maven.BuildCacheExtension",
                        "maven.DeploymentListener",
                        "maven.DeploymentParticipant",
                        "maven.Deployments",
                        "maven.Licences",
                        "maven.MavenServices",
                        "maven.PythonRuntime",
                        "maven.PythonToolchainFactory",
                        "maven.Requirements",
                        "maven.WheelLimits");
    }

    private MavenRun maven(ShopProject project, TestIndex index) {
        return new MavenRun(project.folder())
                .with("pywar.cacheDirectory", folder.path().resolve("cache"))
                .with("pywar.index", index.url());
    }

    private static void success(Tool.Result built) {
        assertThat(built.exit()).as(built.output()).isZero();
    }
}
