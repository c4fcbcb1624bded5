package io.github.pywar.python.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.Credential;
import io.github.pywar.base.http.Credentials;
import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.http.TrustedHost;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @TempDir
    private Path root;

    private final Map<String, String> variables = new TreeMap<>();

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(root.resolve("home/.config/pip"));
        Files.createDirectories(root.resolve("project"));
        Files.createDirectories(root.resolve("etc"));
    }

    @Test
    void aMachineThatSaysNothingNamesNothing() throws IOException {
        Configuration found = read();

        assertThat(found.indexes()).isEmpty();
        assertThat(found.findLinks()).isEmpty();
        assertThat(found.noIndex()).isEmpty();
        assertThat(found.certificates()).isEmpty();
        assertThat(found.proxies().find(URI.create("https://index.example.org/")))
                .isEmpty();
    }

    @Test
    void aFileOfTheProjectTurnsNoCheckOfTheMachineOff() throws IOException {
        write("project/uv.toml", "allow-insecure-host = [\"files.example.org\"]\n");
        assertThat(read().trustedHosts()).isEmpty();
        assertThat(read().wishes()).singleElement().asString().contains("allow-insecure-host");

        Files.delete(root.resolve("project/uv.toml"));
        write("etc/uv/uv.toml", "allow-insecure-host = [\"files.example.org\"]\n");
        assertThat(read().trustedHosts()).containsOnlyKeys(TrustedHost.parse("files.example.org"));
        assertThat(read().wishes()).isEmpty();
    }

    @Test
    void laterFilesOfPipWinOverEarlierOnes() throws IOException {
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
    void filesOfPipLieWhereEachSystemHasThem() throws IOException {
        write("Library/Application Support/pip/pip.conf", "[global]\nindex-url = https://mac.example.org/simple\n");
        write("home/Library/Application Support/pip/pip.conf", "[global]\nno-index = false\n");
        write("home/AppData/Roaming/pip/pip.ini", "[global]\nindex-url = https://windows.example.org/simple\n");
        write("home/.config/pip/pip.conf", "[global]\nindex-url = https://linux.example.org/simple\n");

        assertThat(urls("Linux")).containsExactly("https://linux.example.org/simple/");
        assertThat(urls("Mac OS X")).containsExactly("https://mac.example.org/simple/");
        assertThat(urls("Windows 11")).containsExactly("https://windows.example.org/simple/");
    }

    private List<String> urls(String system) throws IOException {
        Machine machine = new Machine(variables, root.resolve("home"), root.resolve("project"), root, system);
        return Configuration.readFiles(machine).indexes().stream()
                .map(index -> index.url().toString())
                .toList();
    }

    @Test
    void theInstallSectionWinsOverTheGlobalOneOfAnyFile() throws IOException {
        write("etc/pip.conf", "[install]\nindex-url = https://install.example.org/\n");
        write("home/.config/pip/pip.conf", "[global]\nindex-url = https://global.example.org/\n");

        assertThat(urls()).containsExactly("https://install.example.org/");
    }

    @Test
    void theNullDeviceAsConfigurationTurnsFilesOff() throws IOException {
        write("etc/pip.conf", "[global]\nindex-url = https://one.example.org/simple\n");
        variables.put("PIP_CONFIG_FILE", "/dev/null");

        assertThat(urls()).isEmpty();
    }

    @Test
    void aVirtualEnvironmentHasAFileOfItsOwn() throws IOException {
        write("venv/pip.conf", "[global]\nindex-url = https://venv.example.org/\n");
        variables.put("VIRTUAL_ENV", root.resolve("venv").toString());

        assertThat(urls()).containsExactly("https://venv.example.org/");
    }

    @Test
    void additionalIndexesStandBeforeTheMainOneAndSayWhoNamedThem() throws IOException {
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
        assertThat(indexes.get(2).saidBy()).isEqualTo(root.resolve("etc/pip.conf") + ":3");
    }

    @Test
    void findLinksAreFoldersAndUrls() throws IOException {
        variables.put("PIP_FIND_LINKS", "/no/such/wheels wheels https://links.example.org/page.html ~/mine");

        assertThat(read().findLinks())
                .extracting(place -> place.url().toString())
                .containsExactly(
                        "file:///no/such/wheels",
                        root.resolve("project/wheels").toUri().toString(),
                        "https://links.example.org/page.html",
                        root.resolve("home/mine").toUri().toString());
        assertThat(read().findLinks()).allMatch(place -> place.saidBy().equals("PIP_FIND_LINKS"));
    }

    @Test
    void noIndexNamesItsSpeakerAndNothingElseIsAsked() throws IOException {
        variables.put("PIP_INDEX_URL", "https://main.example.org/simple");
        variables.put("PIP_NO_INDEX", "false");
        assertThat(urls()).hasSize(1);

        variables.put("PIP_NO_INDEX", "1");
        assertThat(read().noIndex()).hasValue("PIP_NO_INDEX");
        assertThat(urls()).isEmpty();
    }

    @Test
    void credentialsOfUrlsAreTakenOutOfThem() throws IOException {
        variables.put("PIP_INDEX_URL", "https://ann:p%40ss@main.example.org/simple");

        Configuration found = read();

        assertThat(found.indexes().get(0).url()).isEqualTo(URI.create("https://main.example.org/simple/"));
        assertThat(found.credentials().find(URI.create("https://main.example.org/simple/x/")))
                .hasValue(new Credential("ann", "p@ss"));
        assertThat(found.credentials().find(URI.create("https://other.example.org/")))
                .isEmpty();
        assertThat(found.toString()).doesNotContain("p@ss").doesNotContain("p%40ss");
    }

    @Test
    void aPercentSignInAFileMeansItself() throws IOException {
        write("etc/pip.conf", "[global]\nindex-url = https://u:a%23b@main.example.org/simple\n");

        assertThat(read().credentials().find(URI.create("https://main.example.org/simple/")))
                .hasValue(new Credential("u", "a#b"));
    }

    @Test
    void netrcGivesCredentialsByHost() throws IOException {
        variables.put("PIP_INDEX_URL", "https://main.example.org/simple");
        write("home/.netrc", """
                # mine
                machine files.example.org login bob password "se cret"
                machine files2.example.org
                  login eve
                  password word
                macdef init
                  machine evil.example.org login x password y

                default login any password thing
                """);

        Credentials found = read().credentials(
                        List.of(URI.create("https://pom.example.org/"), URI.create("https://files2.example.org/")));

        assertThat(found.find(URI.create("https://files.example.org:8443/x")))
                .hasValue(new Credential("bob", "se cret"));
        assertThat(found.find(URI.create("https://files2.example.org/x"))).hasValue(new Credential("eve", "word"));
        assertThat(found.find(URI.create("https://main.example.org/simple/"))).hasValue(new Credential("any", "thing"));
        assertThat(found.find(URI.create("https://pom.example.org/simple/"))).hasValue(new Credential("any", "thing"));
        assertThat(found.find(URI.create("https://evil.example.org/"))).isEmpty();
    }

    /** As Python's own module reads them. */
    @Test
    void wordsOfNetrcMayBeQuotedAndEscaped() throws IOException {
        write("home/.netrc", """
                machine a.example.org login ann password "a b\\"c\\\\d"
                machine b.example.org login x password p\\qr
                machine c.example.org login y password #z
                machine d.example.org login "" password a"b
                """);

        Credentials found = read().credentials();

        assertThat(found.find(URI.create("https://a.example.org/"))).hasValue(new Credential("ann", "a b\"c\\d"));
        assertThat(found.find(URI.create("https://b.example.org/"))).hasValue(new Credential("x", "pqr"));
        assertThat(found.find(URI.create("https://c.example.org/"))).hasValue(new Credential("y", "#z"));
        assertThat(found.find(URI.create("https://d.example.org/"))).hasValue(new Credential("", "a\"b"));
    }

    @Test
    void theVariableNetrcNamesAnotherFile() throws IOException {
        write("other", "machine a.example.org login x password y");
        variables.put("NETRC", root.resolve("other").toString());

        assertThat(read().credentials().find(URI.create("https://a.example.org/")))
                .hasValue(new Credential("x", "y"));
    }

    @Test
    void certificatesAndHostsToTrust() throws IOException {
        variables.put("SSL_CERT_FILE", "/etc/ssl/a.pem");
        assertThat(read().certificates()).hasValue(Path.of("/etc/ssl/a.pem"));

        variables.put("PIP_CERT", "/etc/ssl/b.pem");
        variables.put("PIP_CLIENT_CERT", "/etc/ssl/c.pem");
        variables.put("PIP_TRUSTED_HOST", "A.example.org b.example.org:8443 https://c.example.org/");
        variables.put("PIP_DEFAULT_TIMEOUT", "180");

        Configuration found = read();

        assertThat(found.certificates()).hasValue(Path.of("/etc/ssl/b.pem"));
        assertThat(found.clientCertificate()).hasValue(Path.of("/etc/ssl/c.pem"));
        assertThat(found.trustedHosts().keySet())
                .extracting(TrustedHost::toString)
                .containsExactly("a.example.org", "b.example.org:8443", "c.example.org");
        assertThat(found.timeout()).hasValue(Duration.ofMinutes(3));
    }

    @Test
    void whatItSaysOfTheChoiceOfFilesIsOnlyNamed() throws IOException {
        write("etc/pip.conf", "[install]\nno-binary = psycopg2\nprefer-binary = true\npre = no\n");
        write("project/uv.toml", "exclude-newer = '2026-01-01'\nno-binary = false\nno-binary-package = ['lxml']\n");
        variables.put("PIP_CONSTRAINT", "https://ann:secret@example.org/c.txt");
        variables.put("UV_NO_BINARY", "1");
        variables.put("PIP_NO_BINARY", ":none:");

        assertThat(read().wishes().stream().map(wish -> wish.replace(root.toString(), "")))
                .containsExactly(
                        "`constraint` (PIP_CONSTRAINT)",
                        "`UV_NO_BINARY`",
                        "`no-binary-package` (/project/uv.toml)",
                        "`exclude-newer` (/project/uv.toml)");
    }

    @Test
    void rangesOfAddressesAreReachedWithoutTheProxy() throws IOException {
        variables.put("https_proxy", "http://proxy.example.org:3128");
        variables.put("NO_PROXY", "10.0.0.0/8,192.168.4.0/22 fd00::/8,1.2.3.4/33,300.1.1.1/8,a.example.org/8");
        HttpProxy.Rules rules = read().proxies();

        assertThat(List.of("10.200.0.1", "10.0.0.1:8081", "192.168.7.255", "[fd12::1]:8443"))
                .allSatisfy(host -> assertThat(rules.find(URI.create("https://" + host + "/x")))
                        .isEmpty());
        assertThat(List.of("11.0.0.1", "192.168.8.0", "[fe80::1]", "1.2.3.4", "10.example.org", "a.example.org"))
                .allSatisfy(host -> assertThat(rules.find(URI.create("https://" + host + "/x")))
                        .isPresent());
    }

    @Test
    void proxiesOfTheEnvironment() throws IOException {
        variables.put("https_proxy", "http://ann:s%20cret@proxy.example.org:3128");
        variables.put("NO_PROXY", "internal.example.org, .intra ,10.0.0.1:8080");
        HttpProxy.Rules rules = read().proxies();

        HttpProxy proxy = rules.find(URI.create("https://index.example.org/x")).orElseThrow();
        assertThat(proxy.host()).isEqualTo("proxy.example.org");
        assertThat(proxy.port()).isEqualTo(3128);
        assertThat(proxy.credential()).hasValue(new Credential("ann", "s cret"));
        assertThat(rules.find(URI.create("http://index.example.org/x"))).isEmpty();
        assertThat(rules.find(URI.create("https://a.internal.example.org/x"))).isEmpty();
        assertThat(rules.find(URI.create("https://repo.intra/x"))).isEmpty();
        assertThat(rules.find(URI.create("https://10.0.0.1:8080/x"))).isEmpty();
        assertThat(rules.find(URI.create("https://10.0.0.1:8081/x"))).isPresent();
        assertThat(rules.find(URI.create("https://127.0.0.1:1/x"))).isEmpty();

        variables.put("PIP_PROXY", "other.example.org:8080");
        assertThat(read().proxies()
                        .find(URI.create("http://index.example.org/x"))
                        .orElseThrow()
                        .host())
                .isEqualTo("other.example.org");
    }

    @Test
    void uvsVariablesNameIndexesWithTheirCredentials() throws IOException {
        variables.put("UV_INDEX", "acme=https://acme.example.org/simple https://b.example.org/simple/?x=1=2");
        variables.put("UV_DEFAULT_INDEX", "https://main.example.org/simple");
        variables.put("UV_INDEX_ACME_USERNAME", "ann");
        variables.put("UV_INDEX_ACME_PASSWORD", "secret");

        Configuration found = read();

        assertThat(found.indexes()).extracting(IndexDeclaration::id).containsExactly("acme", "b.example.org", "pypi");
        assertThat(found.credentials().find(URI.create("https://acme.example.org/simple/x/")))
                .hasValue(new Credential("ann", "secret"));
    }

    @Test
    void uvsProjectNamesIndexesBeforeThoseOfTheUser() throws IOException {
        write("project/pyproject.toml", """
                [project]
                name = "shop"

                [[tool.uv.index]]
                name = "torch"
                url = "https://torch.example.org/whl"
                explicit = true

                [[tool.uv.index]]
                name = "unused"
                url = "https://unused.example.org/whl"
                explicit = true

                [[tool.uv.index]]
                name = "house"
                url = "https://house.example.org/simple"
                default = true

                [tool.uv]
                find-links = ["/no/such/wheels"]

                [tool.uv.sources]
                torch = { index = "torch" }
                "Torch.Vision" = { index = "torch" }
                local = { path = "../local" }
                """);
        write("home/.config/uv/uv.toml", "extra-index-url = [\"https://user.example.org/simple\"]\n");

        Configuration found = read();

        assertThat(found.indexes())
                .extracting(IndexDeclaration::id)
                .containsExactly("torch", "user.example.org", "house");
        assertThat(found.indexes().get(0).scope()).containsExactlyInAnyOrder("torch", "torch-vision");
        assertThat(found.findLinks())
                .extracting(Configuration.Place::url)
                .containsExactly(URI.create("file:///no/such/wheels"));
        assertThat(found.indexes().get(2).saidBy()).endsWith("pyproject.toml [tool.uv]");
    }

    @Test
    void whatIsNoTableOfUvsSaysNothing() throws IOException {
        for (String text :
                List.of("tool = 1", "[tool]\nuv = 'x'", "[[tool]]\nuv = 1", "[[tool.uv]]\nno-index = true")) {
            write("project/pyproject.toml", text);
            assertThat(read().indexes()).as(text).isEmpty();
            assertThat(read().noIndex()).as(text).isEmpty();
        }
    }

    @Test
    void netrcMayNameWhatIsNoHost() throws IOException {
        write(
                "home/.netrc",
                "machine [x login ann password word\nmachine a|b login ann password word\n"
                        + "machine index.example.org login ann password word\n");
        assertThat(read().credentials().find(URI.create("https://index.example.org/simple/")))
                .contains(new Credential("ann", "word"));
    }

    @Test
    void pipsMainIndexStandsBeforeUvs() throws IOException {
        variables.put("UV_DEFAULT_INDEX", "https://uv.example.org/simple");
        variables.put("PIP_INDEX_URL", "https://pip.example.org/simple");

        assertThat(urls()).containsExactly("https://pip.example.org/simple/");
    }

    @Test
    void aLineThatIsNoneIsToldWithFileAndLine() throws IOException {
        write("etc/pip.conf", "[global]\nno-index\n");

        golden("broken-pip-conf.txt", catchThrowable(this::read));
    }

    @Test
    void aUrlThatIsNoneIsToldWithItsSpeakerAndWithoutItsPassword() {
        variables.put("PIP_INDEX_URL", "https://ann:hun/ter2@index.example.org/simple");

        Throwable error = catchThrowable(() -> Configuration.read(machine(), root.resolve("cache")));

        assertThat(error).isInstanceOf(UserException.class).hasMessageNotContainingAny("hun", "ter2", "ann");
        golden("no-url.txt", error);
    }

    @Test
    void aUrlThatIsNoneIsNobodysConcernWhereTheBuildNamesItsOwnIndex() throws IOException {
        variables.put("PIP_INDEX_URL", "https://ann:hun/ter2@index.example.org/simple");
        variables.put("PIP_EXTRA_INDEX_URL", "https://bob:word@b.example.org/simple");

        assertThat(urls()).containsExactly("https://b.example.org/simple/");
    }

    @Test
    void aProxyThatSpeaksSomethingElseIsRefused() throws IOException {
        variables.put("ALL_PROXY", "socks5://ann:hunter2@proxy.example.org:1080");
        HttpProxy.Rules rules = read().proxies();

        Throwable error = catchThrowable(() -> rules.find(URI.create("https://index.example.org/")));

        assertThat(error).hasMessageNotContaining("hunter2");
        golden("socks-proxy.txt", error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ann:hunt%er2@proxy.example.org:3128", "http://ann:hunt#er2@proxy.example.org:3128"})
    void aProxyThatIsNoUrlIsRefusedWithoutAPieceOfItsPassword(String proxy) throws IOException {
        variables.put("HTTPS_PROXY", proxy);
        HttpProxy.Rules rules = read().proxies();

        Throwable error = catchThrowable(() -> rules.find(URI.create("https://index.example.org/")));

        assertThat(error).isInstanceOf(UserException.class);
        golden("broken-proxy.txt", error);
    }

    @Test
    void asksPipForItsDefaultOnceUntilItChanges() throws IOException {
        Path pip = pip("https://default.example.org/simple");
        variables.put("PATH", pip.getParent().toString());
        Path cache = root.resolve("cache");

        Configuration first = Configuration.read(machine(), cache);
        assertThat(first.indexes()).extracting(IndexDeclaration::id).containsExactly("pypi");
        assertThat(first.indexes().get(0).url()).isEqualTo(URI.create("https://default.example.org/simple/"));
        assertThat(first.indexes().get(0).saidBy()).isEqualTo("the default of `" + pip + "`");
        Configuration.read(machine(), cache);
        assertThat(Files.readString(root.resolve("asked"))).isEqualTo("asked\n");

        pip("https://changed.example.org/simple");
        Files.setLastModifiedTime(pip, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        assertThat(Configuration.read(machine(), cache).indexes().get(0).url().getHost())
                .isEqualTo("changed.example.org");
    }

    @Test
    void doesNotAskPipWhereAnIndexIsNamed() throws IOException {
        variables.put(
                "PATH", pip("https://default.example.org/simple").getParent().toString());
        variables.put("PIP_INDEX_URL", "https://main.example.org/simple");

        Configuration.read(machine(), root.resolve("cache"));

        assertThat(root.resolve("asked")).doesNotExist();
    }

    @Test
    void whatNamesNoFolderOnThePathIsPassedOver() throws IOException {
        Path pip = pip("https://default.example.org/simple");
        variables.put("PATH", "\0:" + pip.getParent());

        assertThat(Configuration.read(machine(), root.resolve("cache")).indexes())
                .hasSize(1);
    }

    @Test
    void aPipThatDoesNotRunIsNone() throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        script(bin.resolve("pip3"), "#!/bin/sh\nexit 3\n");
        variables.put("PATH", bin.toString());

        assertThat(Configuration.read(machine(), root.resolve("cache")).indexes())
                .isEmpty();
    }

    @Test
    void brokenTomlOfUvIsToldWithFileAndLine() throws IOException {
        write("project/uv.toml", "index-url = \n");

        assertThatThrownBy(this::read).isInstanceOf(UserException.class).hasMessageContaining("uv.toml:1");
    }

    private Path pip(String url) throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        return script(bin.resolve("pip3"), """
                #!/bin/sh
                echo asked >> "%s"
                cat <<'END'
                Usage: pip install [options]
                  -i, --index-url <url>       Base URL of the Python Package Index
                                              (default %s).
                                              This should point to a repository
                  --extra-index-url <url>     Extra URLs (default https://no.example.org)
                END
                """.formatted(root.resolve("asked"), url));
    }

    private static Path script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<String> urls() throws IOException {
        return read().indexes().stream().map(index -> index.url().toString()).toList();
    }

    private Configuration read() throws IOException {
        return Configuration.readFiles(machine());
    }

    private Machine machine() {
        return new Machine(variables, root.resolve("home"), root.resolve("project"), root, "Linux");
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void golden(String name, Throwable error) {
        Golden.assertMatches("config/" + name, error.getMessage().replace(root.toString(), "ROOT"));
    }
}
