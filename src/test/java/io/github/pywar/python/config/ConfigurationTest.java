package io.github.pywar.python.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credential;
import io.github.pywar.python.index.IndexDeclaration;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationTest extends ConfigurationFixture {

    @Test
    void readsNothingWithoutConfiguration() throws IOException {
        Configuration found = read();

        assertThat(found.indexes()).isEmpty();
        assertThat(found.findLinks()).isEmpty();
        assertThat(found.noIndex()).isEmpty();
        assertThat(found.certificates()).isEmpty();
        assertThat(found.proxies().find(URI.create("https://index.example.org/")))
                .isEmpty();
    }

    @Test
    void prefersLaterFilesOfPip() throws IOException {
        write("etc/pip.conf", "[global]\nindex-url = https://one.example.org/simple\ntimeout = 5\n");
        assertThat(urls()).containsExactly("https://one.example.org/simple/");

        write("home/.config/pip/pip.conf", "[global]\nindex_url: https://two.example.org/simple\n");
        assertThat(urls()).containsExactly("https://two.example.org/simple/");

        write("own.conf", "[global]\nindex-url = https://three.example.org/simple\n");
        variables.put("PIP_CONFIG_FILE", root.resolve("own.conf").toString());
        assertThat(urls()).containsExactly("https://three.example.org/simple/");
        assertThat(read().timeout()).hasValue(Duration.ofSeconds(5));

        variables.put("PIP_INDEX_URL", "https://four.example.org/simple");
        assertThat(urls()).containsExactly("https://four.example.org/simple/");
    }

    @Test
    void findsPipsFilesOnEachSystem() throws IOException {
        write("Library/Application Support/pip/pip.conf", "[global]\nindex-url = https://mac.example.org/simple\n");
        write("home/Library/Application Support/pip/pip.conf", "[global]\nno-index = false\n");
        write("home/AppData/Roaming/pip/pip.ini", "[global]\nindex-url = https://windows.example.org/simple\n");
        write("home/.config/pip/pip.conf", "[global]\nindex-url = https://linux.example.org/simple\n");

        assertThat(urls("Linux")).containsExactly("https://linux.example.org/simple/");
        assertThat(urls("Mac OS X")).containsExactly("https://mac.example.org/simple/");
        assertThat(urls("Windows 11")).containsExactly("https://windows.example.org/simple/");
    }

    @Test
    void prefersTheInstallSectionOfAnyFile() throws IOException {
        write("etc/pip.conf", "[install]\nindex-url = https://install.example.org/\n");
        write("home/.config/pip/pip.conf", "[global]\nindex-url = https://global.example.org/\n");

        assertThat(urls()).containsExactly("https://install.example.org/");
    }

    @Test
    void ignoresPipsFilesForTheNullDevice() throws IOException {
        write("etc/pip.conf", "[global]\nindex-url = https://one.example.org/simple\n");
        variables.put("PIP_CONFIG_FILE", "/dev/null");

        assertThat(urls()).isEmpty();
    }

    @Test
    void readsTheFileOfAVirtualEnvironment() throws IOException {
        write("venv/pip.conf", "[global]\nindex-url = https://venv.example.org/\n");
        variables.put("VIRTUAL_ENV", root.resolve("venv").toString());

        assertThat(urls()).containsExactly("https://venv.example.org/");
    }

    @Test
    void putsAdditionalIndexesFirstWithTheirOrigin() throws IOException {
        write("etc/pip.conf", """
                # of this machine
                [global]
                index-url = https://main.example.org/simple/
                extra-index-url =
                    https://a.example.org/simple/

                    https://b.example.org/simple/
                ; the end
                """);

        List<IndexDeclaration> indexes = read().indexes();

        assertThat(indexes)
                .extracting(index -> index.url().getHost())
                .containsExactly("a.example.org", "b.example.org", "main.example.org");
        assertThat(indexes).extracting(IndexDeclaration::id).containsExactly("a.example.org", "b.example.org", "pypi");
        assertThat(indexes.get(2).origin()).isEqualTo(root.resolve("etc/pip.conf") + ":3");
    }

    @Test
    void readsFindLinksOfFoldersAndUrls() throws IOException {
        variables.put("PIP_FIND_LINKS", "/no/such/wheels wheels https://links.example.org/page.html ~/mine");

        assertThat(read().findLinks())
                .extracting(place -> place.url().toString())
                .containsExactly(
                        "file:///no/such/wheels",
                        root.resolve("project/wheels").toUri().toString(),
                        "https://links.example.org/page.html",
                        root.resolve("home/mine").toUri().toString());
        assertThat(read().findLinks()).allMatch(place -> place.origin().equals("PIP_FIND_LINKS"));
    }

    @Test
    void reportsTheOriginOfNoIndex() throws IOException {
        variables.put("PIP_INDEX_URL", "https://main.example.org/simple");
        variables.put("PIP_NO_INDEX", "false");
        assertThat(urls()).hasSize(1);

        variables.put("PIP_NO_INDEX", "1");
        assertThat(read().noIndex()).hasValue("PIP_NO_INDEX");
        assertThat(urls()).isEmpty();
    }

    @Test
    void readsAPercentSignUnchanged() throws IOException {
        write("etc/pip.conf", "[global]\nindex-url = https://u:a%23b@main.example.org/simple\n");

        assertThat(read().credentials().find(URI.create("https://main.example.org/simple/")))
                .hasValue(new Credential("u", "a#b"));
    }

    @Test
    void leavesRulesOfTheProjectToItsDeclaration() throws IOException {
        write("project/pyproject.toml", "[tool.uv]\noverride-dependencies = ['idna<3']\nresolution = 'lowest'\n");

        assertThat(read().ignoredOptions()).isEmpty();
    }

    @Test
    void reportsIgnoredOptions() throws IOException {
        write("etc/pip.conf", "[install]\nno-binary = psycopg2\nprefer-binary = true\npre = no\n");
        write("project/uv.toml", "exclude-newer = '2026-01-01'\nno-binary = false\nno-binary-package = ['lxml']\n");
        variables.put("PIP_CONSTRAINT", "https://ann:secret@example.org/c.txt");
        variables.put("UV_NO_BINARY", "1");
        variables.put("PIP_NO_BINARY", ":none:");

        assertThat(read().ignoredOptions().stream().map(option -> option.replace(root.toString(), "")))
                .containsExactly(
                        "`constraint` (PIP_CONSTRAINT)",
                        "`UV_NO_BINARY`",
                        "`no-binary-package` (/project/uv.toml)",
                        "`exclude-newer` (/project/uv.toml)");
    }

    @Test
    void reportsAnInvalidLineWithFileAndLine() throws IOException {
        write("etc/pip.conf", "[global]\nno-index\n");

        golden("broken-pip-conf.txt", catchThrowable(this::read));
    }

    @Test
    void reportsAnInvalidUrlWithItsOriginButWithoutItsPassword() {
        variables.put("PIP_INDEX_URL", "https://ann:hun/ter2@index.example.org/simple");

        Throwable error = catchThrowable(() -> Configuration.read(machine(), root.resolve("cache")));

        assertThat(error).isInstanceOf(UserException.class).hasMessageNotContainingAny("hun", "ter2", "ann");
        golden("no-url.txt", error);
    }

    @Test
    void ignoresAnInvalidUrlIfTheBuildDeclaresAnIndex() throws IOException {
        variables.put("PIP_INDEX_URL", "https://ann:hun/ter2@index.example.org/simple");
        variables.put("PIP_EXTRA_INDEX_URL", "https://bob:word@b.example.org/simple");

        assertThat(urls()).containsExactly("https://b.example.org/simple/");
    }
}
