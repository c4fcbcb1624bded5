package io.github.pywar.app.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.lock.LockFixture;
import io.github.pywar.app.report.ListingFormat;
import io.github.pywar.app.report.ListingOutput;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildPolicy;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestElf;
import io.github.pywar.testing.TestSdist;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeAppTest extends LockFixture {

    private static final ListingOutput LOG = new ListingOutput(ListingFormat.TEXT, Optional.empty());

    @BeforeEach
    void fill() {
        add("six", "1.0", "");
        add("mail", "2.0", "Requires-Dist: six");
        add("web", "1.0", "Requires-Dist: six>=1,<2\nRequires-Dist: mail; extra == 'mail'\nProvides-Extra: mail");
    }

    @Test
    void showsTheTreeFromTheApplicationDown() throws IOException {
        tree(Optional.empty());

        assertThat(project.progress.steps())
                .containsExactly(
                        "shop 1.0",
                        "+- web 1.0 (web[mail], <requirements>)",
                        "|  +- six 1.0 (six<2,>=1)",
                        "|  \\- mail 2.0 (mail)",
                        "|     \\- six 1.0 (six)",
                        "\\- mail 2.0 (mail>1, <requirements>) (shown above)");
    }

    @Test
    void showsTheNameOfALocalFolder() throws IOException {
        TestSdist.of("detect", "1.0").unpack(folder.resolve("libs/detect"));
        project.builds = BuildPolicy.PURE;

        new TreeApp(project.progress)
                .run(new TreeApp.Request(
                        project.specOfFile("./libs/detect\n"),
                        project.sources(),
                        project.settings(),
                        Optional.empty(),
                        LOG));

        assertThat(project.progress.steps())
                .contains("`detect` 1.0 is built from source: a requirement names `detect`")
                .anyMatch(line -> line.startsWith("\\- detect 1.0 (detect @ detect, "));
    }

    @Test
    void showsTheDependentsOfAPackage() throws IOException {
        tree(Optional.of("six"));

        assertThat(project.progress.steps())
                .containsExactly(
                        "six 1.0",
                        "+- mail 2.0 requires six",
                        "|  +- shop 1.0 requires mail>1, <requirements>",
                        "|  \\- web 1.0 requires mail",
                        "|     \\- shop 1.0 requires web[mail], <requirements>",
                        "\\- web 1.0 requires six<2,>=1 (shown above)");
    }

    @Test
    void showsWhatTheLibrariesExpectOfTheSystem() throws IOException {
        add(TestWheel.of("mail", "3.0")
                .tag("py3-none-manylinux_2_17_x86_64")
                .file(
                        "mail/a.so",
                        TestElf.x86()
                                .versions("libc.so.6", "GLIBC_2.17")
                                .needs("libpq.so.5")
                                .bytes()));
        add(TestWheel.of("web", "1.5")
                .tag("py3-none-manylinux_2_28_x86_64")
                .metadata("Requires-Dist: mail\nProvides-Extra: mail")
                .file(
                        "web/a.so",
                        TestElf.x86()
                                .versions("libc.so.6", "GLIBC_2.2.5", "GLIBC_2.28")
                                .versions("libstdc++.so.6", "GLIBCXX_3.4.21", "CXXABI_1.3.9", "CXXABI_TM_1")
                                .needs("libm.so.6", "libpq.so.5", "libweb.so")
                                .bytes())
                .file("web.libs/libweb.so", TestElf.x86().bytes())
                .file("web/other.so", TestElf.aarch().needs("libother.so").bytes()));

        tree(Optional.empty());

        assertThat(project.progress.steps())
                .containsExactly(
                        "shop 1.0",
                        "+- web 1.5 (web[mail], <requirements>)",
                        "|  \\- mail 3.0 (mail)",
                        "\\- mail 3.0 (mail>1, <requirements>)",
                        "The system of the target must have:",
                        "    GLIBC_2.28 (web 1.5)",
                        "    GLIBCXX_3.4.21 (web 1.5)",
                        "    CXXABI_1.3.9 (web 1.5)",
                        "    libpq.so.5 (mail 3.0, web 1.5): not on every Linux",
                        "    libstdc++.so.6 (web 1.5)");
    }

    @Test
    void showsTheTreeIfAWheelIsMissing() throws IOException {
        TestWheel wheel = TestWheel.of("mail", "3.0")
                .tag("py3-none-manylinux_2_17_x86_64")
                .file("mail/a.so", TestElf.x86().needs("libc.so.6").bytes());
        add(wheel);
        tree(Optional.of("mail"));
        index.guardedBy("user", "password", path -> path.endsWith(wheel.fileName()));

        tree(Optional.empty());

        assertThat(project.progress.steps()).contains("shop 1.0").doesNotContain("The system of the target must have:");
        assertThat(project.progress.warnings()).hasSize(2);
        assertThat(project.progress.warnings().get(1)).startsWith("The start-up code is not shown: ");
    }

    @Test
    void showsStartupCode() throws IOException {
        add(TestWheel.of("mail", "3.0").file("mail.pth", "import mail_hook\n"));

        tree(Optional.empty());

        assertThat(project.progress.steps())
                .endsWith("Python runs at each start:", "    mail 3.0, `mail.pth`: `import mail_hook`");
    }

    @Test
    void usesTheLockedVersions() throws IOException {
        project.lock(List.of("web"));
        add("six", "1.9", "");
        project.clearCache();

        tree(Optional.of("six"));

        assertThat(project.progress.steps()).contains("six 1.0").doesNotContain("six 1.9");
    }

    @Test
    void reportsThatAPackageIsNotADependency() {
        UserException error = catchThrowableOfType(UserException.class, () -> tree(Optional.of("django")));

        assertThat(error).hasMessage("`django` is not a dependency of shop 1.0");
    }

    @Test
    void showsNewerVersions() throws IOException {
        project.lock(List.of("web"));
        add("six", "1.9", "");
        add("six", "2.0", "");
        add("six", "3.0a1", "");
        project.clearCache();

        outdated(LOG);

        assertThat(project.progress.steps())
                .containsSubsequence(
                        "package                          locked           allowed          newest           held back by",
                        "major:",
                        "  six                            1.0              1.9              2.0              six<2,>=1 (web 1.0)",
                        "To upgrade to the `allowed` versions: pywar:lock -Dpywar.upgrade=all");
    }

    @Test
    void reportsThatAllVersionsAreNewest() throws IOException {
        outdated(LOG);

        assertThat(project.progress.steps()).containsExactly("All 2 packages have their newest version");
    }

    @ParameterizedTest
    @CsvSource({"JSON, json", "MARKDOWN, md"})
    void groupsNewerVersionsBySize(ListingFormat format, String extension) throws IOException {
        project.lock(List.of("web"));
        add("web", "1.0.1", "Requires-Dist: six>=1,<2\nRequires-Dist: mail; extra == 'mail'\nProvides-Extra: mail");
        add("six", "2.0", "");
        project.clearCache();
        Path file = folder.resolve("outdated." + extension);

        outdated(new ListingOutput(format, Optional.of(file)));

        Golden.assertMatches("listing/outdated." + extension, Files.readString(file));
        assertThat(project.progress.steps()).contains("Wrote outdated." + extension);
    }

    @Test
    void namesTheConstraintThatHoldsAPackageBack() throws IOException {
        add("web", "1.5", "");
        Files.writeString(folder.resolve("limits.txt"), "web<1.5\n");
        AppSpec spec = project.specOfFile("web\n-c limits.txt\n");

        new OutdatedApp(project.progress).run(spec, project.sources(), project.settings(), Optional.empty(), LOG);

        assertThat(project.progress.steps())
                .containsSubsequence(
                        "minor:",
                        "  web                            1.0              1.0              1.5              web<1.5"
                                + " (limits.txt:1)");
    }

    @Test
    void namesThePythonThatTheNewestReleaseSupports() throws IOException {
        add("web", "2.0", "Requires-Python: >=3.12");

        outdated(LOG);

        assertThat(project.progress.steps())
                .contains(
                        "  web                            1.0              1.0              2.0              Python >=3.12");
    }

    @ParameterizedTest
    @CsvSource({"JSON, json", "MARKDOWN, md"})
    void writesTheTreeForOtherPrograms(ListingFormat format, String extension) throws IOException {
        Path file = folder.resolve("tree." + extension);

        tree(Optional.empty(), new ListingOutput(format, Optional.of(file)));

        Golden.assertMatches("listing/tree." + extension, Files.readString(file));
    }

    @Test
    void writesTheDependentsForOtherPrograms() throws IOException {
        tree(Optional.of("mail"), new ListingOutput(ListingFormat.JSON, Optional.empty()));

        String json = String.join("\n", project.progress.steps());
        assertThat(Json.read(json.getBytes(StandardCharsets.UTF_8), "tree")
                        .path("packages")
                        .findValuesAsText("version"))
                .containsExactly("2.0", "1.0");
    }

    @Test
    void refusesAnotherFormat() {
        UserException error = catchThrowableOfType(UserException.class, () -> ListingFormat.parse("xml"));

        Golden.assertMatches("listing/format.txt", error.getMessage());
    }

    private void outdated(ListingOutput output) throws IOException {
        new OutdatedApp(project.progress)
                .run(project.spec(List.of("web")), project.sources(), project.settings(), Optional.empty(), output);
    }

    private void tree(Optional<String> why) throws IOException {
        tree(why, LOG);
    }

    private void tree(Optional<String> why, ListingOutput output) throws IOException {
        new TreeApp(project.progress)
                .run(new TreeApp.Request(
                        project.spec(List.of("web[mail]", "mail>1")),
                        project.sources(),
                        project.settings(),
                        why.map(PackageName::parse),
                        output));
    }
}
