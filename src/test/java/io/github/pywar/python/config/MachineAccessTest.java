package io.github.pywar.python.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.http.TrustedHost;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access to indexes: credentials, netrc, certificates, proxies. */
class MachineAccessTest extends ConfigurationFixture {

    @Test
    void ignoresTrustedHostsOfAFileOfTheProject() throws IOException {
        write("project/uv.toml", "allow-insecure-host = [\"files.example.org\"]\n");
        assertThat(read().trustedHosts()).isEmpty();
        assertThat(read().ignoredOptions()).singleElement().asString().contains("allow-insecure-host");

        Files.delete(root.resolve("project/uv.toml"));
        write("etc/uv/uv.toml", "allow-insecure-host = [\"files.example.org\"]\n");
        assertThat(read().trustedHosts()).containsOnlyKeys(TrustedHost.parse("files.example.org"));
        assertThat(read().ignoredOptions()).isEmpty();
    }

    @Test
    void removesCredentialsFromUrls() throws IOException {
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
    void readsCredentialsByHostFromNetrc() throws IOException {
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

    /** Python's own module reads them in the same way. */
    @Test
    void readsQuotedAndEscapedTokensOfNetrc() throws IOException {
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
    void readsTheFileOfTheVariableNetrc() throws IOException {
        write("other", "machine a.example.org login x password y");
        variables.put("NETRC", root.resolve("other").toString());

        assertThat(read().credentials().find(URI.create("https://a.example.org/")))
                .hasValue(new Credential("x", "y"));
    }

    @Test
    void readsCertificatesAndTrustedHosts() throws IOException {
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
    void reachesAddressRangesWithoutTheProxy() throws IOException {
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
    void readsProxiesOfTheEnvironment() throws IOException {
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
    void readsNetrcWithInvalidHosts() throws IOException {
        write(
                "home/.netrc",
                "machine [x login ann password word\nmachine a|b login ann password word\n"
                        + "machine index.example.org login ann password word\n");
        assertThat(read().credentials().find(URI.create("https://index.example.org/simple/")))
                .contains(new Credential("ann", "word"));
    }

    @Test
    void refusesAProxyOfAnotherProtocol() throws IOException {
        variables.put("ALL_PROXY", "socks5://ann:hunter2@proxy.example.org:1080");
        HttpProxy.Rules rules = read().proxies();

        Throwable error = catchThrowable(() -> rules.find(URI.create("https://index.example.org/")));

        assertThat(error).hasMessageNotContaining("hunter2");
        golden("socks-proxy.txt", error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://ann:hunt%er2@proxy.example.org:3128", "http://ann:hunt#er2@proxy.example.org:3128"})
    void refusesAProxyWithAnInvalidUrlWithoutPrintingIt(String proxy) throws IOException {
        variables.put("HTTPS_PROXY", proxy);
        HttpProxy.Rules rules = read().proxies();

        Throwable error = catchThrowable(() -> rules.find(URI.create("https://index.example.org/")));

        assertThat(error).isInstanceOf(UserException.class);
        golden("broken-proxy.txt", error);
    }

    /** A token of a cloud has thousands of characters. */
    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\"", "\\%s", "%s\\\\"})
    void readsAPasswordOfAnyLength(String form) throws IOException {
        String token = "eyJ\\h.bGci".repeat(100_000);
        write("home/.netrc", "machine a.example.org login ann password " + form.formatted(token) + "\n");

        assertThat(read().credentials()
                        .find(URI.create("https://a.example.org/"))
                        .orElseThrow()
                        .authorization())
                .hasSizeGreaterThan(1_000_000);
    }
}
