package io.github.pywar.app.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.lock.LockFixture;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestIndex.Manner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LockAppTest extends LockFixture {

    @BeforeEach
    void fill() {
        addWeb();
    }

    @Test
    void recordsFilesAndTheirSources() throws IOException {
        project.lock(List.of("web>=1,<2"));

        Golden.assertMatches(
                "app-lock/pylock.toml",
                project.text()
                        .replace(index.url().toString(), "https://index.example.org/simple/")
                        .replace(index.at("/").toString(), "https://files.example.org/")
                        .replaceAll("size = [0-9]+", "size = 1000")
                        .replaceAll("[0-9a-f]{64}", "0".repeat(64)));
        assertThat(project.text()).doesNotContain(folder.toString());
    }

    @Test
    void keepsTheLockWhenLockingAgain() throws IOException {
        project.lock(List.of("web"));
        String first = project.text();
        add("six", "1.1", "");
        project.clearCache();
        project.lock(List.of("web"));

        assertThat(project.text()).isEqualTo(first);
        assertThat(project.progress.steps()).last().isEqualTo("pylock.toml is up to date: 2 packages");
    }

    @Test
    void addsOnlyTheLinesOfANewRequirement() throws IOException {
        project.lock(List.of("web"));
        String before = project.text();
        add("six", "1.1", "");
        add("web", "1.1", "Requires-Dist: six>=1");
        add("mail", "2.0", "Requires-Dist: six>=1\nRequires-Dist: idna");
        add("idna", "3.0", "");
        project.clearCache();

        project.lock(List.of("web", "mail"));

        String idna = part(project.text(), "idna");
        String mail = part(project.text(), "mail");
        assertThat(project.text())
                .isEqualTo(before.replace(part(before, "six"), idna + mail + part(before, "six"))
                        .replace("    \"web\",\n", "    \"mail\",\n    \"web\",\n"));
        assertThat(mail).contains("version = \"2.0\"", "{name = \"idna\"},\n    {name = \"six\"},");
    }

    /** Returns the lines of one package, up to the next one. */
    private static String part(String lock, String name) {
        int start = lock.indexOf("[[packages]]\nname = \"" + name + "\"");
        return lock.substring(start, lock.indexOf("\n[", start + 1) + 1);
    }

    @Test
    void changesOnlyWhatANarrowerRequirementNeeds() throws IOException {
        add("idna", "3.0", "");
        project.lock(List.of("web", "idna"));
        List<String> before = project.text().lines().toList();
        add("idna", "3.1", "");
        add("six", "1.1", "");
        project.clearCache();

        project.lock(List.of("web", "idna>3"));

        List<String> after = new ArrayList<>(project.text().lines().toList());
        before.forEach(after::remove);
        assertThat(after.stream().map(line -> line.replaceFirst("idna-3.1-.*", "idna-3.1…")))
                .containsExactly("version = \"3.1\"", "    {name = \"idna-3.1…", "    \"idna>3\",");
    }

    @Test
    void upgradesTheNamedPackages() throws IOException {
        project.lock(List.of("web"));
        add("six", "1.1", "");
        add("web", "1.1", "Requires-Dist: six>=1");
        project.clearCache();

        project.lock(List.of("web"), "Six");
        assertThat(project.progress.steps()).last().isEqualTo("    six 1.0 -> 1.1");
        assertThat(project.text()).contains("web-1.0-", "six-1.1-").doesNotContain("web-1.1-");

        project.lock(List.of("web"), "all");
        assertThat(project.text()).contains("web-1.1-", "six-1.1-");
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_HASHES", "METADATA"})
    void downloadsFilesWithoutPublishedHashOrSize(Manner manner) throws IOException {
        index.with(Manner.HTML_ONLY, manner);
        project.lock(List.of("six"));

        assertThat(project.text()).containsPattern("size = [0-9]+, hashes = \\{sha256 = \"[0-9a-f]{64}\"}");
    }

    @Test
    void recordsSelectedExtras() throws IOException {
        project.extras = List.of(ExtraName.parse("Mail"));
        project.lock(List.of("web"));
        assertThat(project.text()).contains("extras = [\n    \"mail\",\n]");

        project.extras = List.of();
        assertThat(catchThrowableOfType(UserException.class, () -> project.libraries("web")))
                .hasMessageContaining("extras: `mail` is in the lock, but no longer declared");
    }

    @Test
    void writesNoPasswordOfAnIndex() throws IOException {
        index.guardedBy("user", "geheim");
        UserException error = catchThrowableOfType(UserException.class, () -> project.lock(List.of("web")));
        assertThat(error).isNotNull();

        project.lock(project.specOfFile(
                "--index-url " + index.url().toString().replace("://", "://user:geheim@") + "\nweb\n"));

        assertThat(project.text()).contains("web-1.0").doesNotContain("geheim");
    }

    @Test
    void writesNoPasswordOfADirectReferenceButUsesIt() throws IOException {
        index.guardedBy("user", "geheim");
        String url = index.fileUrl("six-1.0-py3-none-any.whl").toString().replace("://", "://user:geheim@");
        project.lock(List.of("six @ " + url));
        assertThat(project.text()).contains("six-1.0").doesNotContain("geheim");
        project.clearCache();

        List<Library> libraries = project.libraries("six @ " + url);

        assertThat(described(libraries))
                .singleElement()
                .asString()
                .contains("direct")
                .doesNotContain("geheim");
    }
}
