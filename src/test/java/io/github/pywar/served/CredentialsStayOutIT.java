package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Golden;
import io.github.pywar.testing.HermeticWheels;
import io.github.pywar.testing.TestIndex;
import io.github.pywar.testing.TestIndex.Manner;
import io.github.pywar.testing.TestProxy;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.Tool;
import io.github.pywar.testing.server.OpenFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Credentials from every possible source, in a real Maven with {@code -X}. No credential is in the log, the lock, the
 * archive, the cache, or any other file below {@code target}, whether the build succeeds or fails.
 */
class CredentialsStayOutIT {

    private static final String REQUIREMENT = "<requirements><requirement>greeting</requirement></requirements>";

    private final Secrets secrets = new Secrets();
    private final OpenFolder folder = OpenFolder.create();
    private final ShopProject project = new ShopProject(folder.folder("project"));
    private final TestIndex main = TestIndex.start();
    private final TestIndex extra = TestIndex.start();

    /** Files of the test itself. The build writes all others. */
    private final Set<Path> ownFiles = new TreeSet<>(Set.of(project.folder().resolve("settings.xml")));

    @BeforeEach
    void add() {
        List.of(HermeticWheels.greeting(), HermeticWheels.waitress())
                .forEach(wheel -> main.add(wheel.fileName(), wheel.bytes()));
        TestWheel own =
                TestWheel.of("house-rules", "1.0").file("house_rules.py", "").metadata("Requires-Dist: greeting");
        extra.add(own.fileName(), own.bytes());
    }

    @AfterEach
    void close() {
        main.close();
        extra.close();
        folder.close();
    }

    @Test
    void hidesCredentialsOfSettingsAndNetrc() throws IOException {
        String ofGate = secrets.of("gate");
        String ofAnn = secrets.of("ann");
        String ofBob = secrets.of("bob");
        Path security = folder.path().resolve("settings-security.xml");
        String encrypted = new MavenRun(project.folder()).master(security).encrypted(ofAnn);
        main.guardedBy("ann", ofAnn);
        extra.guardedBy("bob", ofBob).with(Manner.FILES_ELSEWHERE);
        try (TestProxy proxy = TestProxy.start("gate", ofGate)
                .resolving("packages.test", main.url().getPort())) {
            project.configured("<tarGz>true</tarGz><requirements><requirement>house-rules</requirement></requirements>"
                    + "<indexes>"
                    + ShopProject.index("extra", extra.url(), "<packages><package>house-*</package></packages>")
                    + ShopProject.index("main", "http://packages.test/simple/", "") + "</indexes>");
            Path netrc = folder.write(
                    "netrc",
                    "machine 127.0.0.1 login bob password %1$s\nmachine localhost login bob password %1$s\n"
                            .formatted(ofBob));

            MavenRun maven = maven().with("settings.security", security)
                    .server("main", "ann", encrypted)
                    .proxy(proxy.port(), "gate", ofGate, "127.0.0.1|localhost")
                    .variable("NETRC", netrc);
            assertPackaged(maven.run("-X", "pywar:lock", "package"));
            assertThat(proxy.requests()).isNotEmpty();
        }
    }

    @Test
    void hidesCredentialsOfPipAndUv() throws IOException {
        String token = secrets.plainOf("__token__");
        String ofEve = secrets.of("eve");
        String ofGate = secrets.of("gate");
        String ofLinks = secrets.of("links");
        main.guardedBy("__token__", token);
        extra.guardedBy("eve", ofEve);
        project.configured("<requirements><requirement>house-rules</requirement></requirements>");
        try (TestProxy proxy = TestProxy.start("gate", ofGate);
                TestIndex links = TestIndex.start().guardedBy("links", ofLinks)) {
            links.serve(
                    "/links.html", "text/html", "<a href='http://x:" + secrets.plainOf("x") + "@h/a-1.tar.gz'>a</a>");
            Path pip = folder.write(
                    "pip.conf",
                    "[global]\nindex-url = %s\nproxy = %s\nfind-links = %s\n"
                            .formatted(
                                    with("__token__", token, main.url()),
                                    with("gate", ofGate, URI.create("http://127.0.0.1:" + proxy.port())),
                                    with("links", ofLinks, links.at("/links.html"))));

            assertPackaged(maven().variable("PIP_CONFIG_FILE", pip)
                    .variable("UV_INDEX", "house=" + extra.url())
                    .variable("UV_INDEX_HOUSE_USERNAME", "eve")
                    .variable("UV_INDEX_HOUSE_PASSWORD", ofEve)
                    .run("-X", "pywar:lock", "package"));
            assertThat(links.requests()).hasSize(1);
            assertThat(proxy.requests()).isNotEmpty();
        }
    }

    @Test
    void hidesCredentialsOfRequirementsFilesAndDirectUrls() throws IOException {
        String ofAnn = secrets.of("ann");
        String ofBob = secrets.of("bob");
        String key = secrets.plainOf("key");
        main.guardedBy("ann", ofAnn);
        extra.guardedBy("bob", ofBob);
        String wheel = "house_rules-1.0-py3-none-any.whl";
        ownFiles.add(project.write(
                "requirements.txt",
                "--index-url %s\nhouse-rules @ %s?key=%s\n"
                        .formatted(
                                with("${INDEX_USER}", "${INDEX_PASSWORD}", main.url())
                                        .replace("%24%7BINDEX_PASSWORD%7D", "${INDEX_PASSWORD}"),
                                with("bob", ofBob, extra.fileUrl(wheel)),
                                key)));
        ownFiles.add(project.write(
                "pyproject.toml", """
                [project]
                name = "shop"
                version = "1.0.0"
                dependencies = ["house-rules @ %1$s"]
                optional-dependencies = {more = ["greeting @ %1$s"]}
                """.formatted(with("bob", ofBob, extra.fileUrl(wheel)) + "?key=" + key)));
        project.configured("<sourceDirectory>${project.basedir}</sourceDirectory>"
                + "<includes><include>*.*</include><include>src/**</include></includes>"
                + "<application>src.main.python.shop:application</application>");

        Tool.Result built = maven().variable("INDEX_USER", "ann")
                .variable("INDEX_PASSWORD", Secrets.encoded(ofAnn))
                .run("-X", "pywar:lock", "package");
        assertPackaged(built);
        assertThat(built.output())
                .contains("excluded because they may contain secrets: `pyproject.toml`, `requirements.txt`");
    }

    @Test
    void hidesCredentialsInAFailedBuild() throws IOException {
        main.guardedBy("ann", secrets.of("ann"));
        assertRefused(requiring(with("ann", secrets.of("wrong"), main.url())), "refuses the user and password");
        assertRefused(requiring("http://ann:" + secrets.of("ann") + "@127.0.0.1/simple"), "is not a URL");
        project.write("requirements.txt", "greeting\n");
        assertRefused(
                maven().variable("PIP_INDEX_URL", "http://ann:" + secrets.of("ann") + "@127.0.0.1/simple"),
                "Not a URL");
    }

    @Test
    void hidesCredentialsOfMissingFiles() throws IOException {
        main.guardedBy("ann", secrets.of("ann"));
        String link = "http://dan:" + secrets.plainOf("dan") + "@127.0.0.1:"
                + main.url().getPort() + "/none/greeting-1.0-py3-none-any.whl?sig=" + secrets.plainOf("sig");
        main.page("greeting", "text/html", "<a href='" + link + "'>greeting</a>");
        assertRefused(requiring(with("ann", secrets.of("ann"), main.url())), "the server has no such file");
        assertRefused(requiring(with("ann", secrets.of("ann"), closed())), "connection refused");
    }

    @Test
    void hidesCredentialsOfRedirects() throws IOException {
        main.guardedBy("ann", secrets.of("ann"));
        String key = "?key=" + secrets.plainOf("key");
        String user = "http://dan:" + secrets.plainOf("dan") + "@localhost:";
        main.redirect("/simple/greeting/", user + extra.url().getPort() + "/none/" + key);
        assertRefused(requiring(with("ann", secrets.of("ann"), main.url())), "no index has the project `greeting`");
        extra.serve("/odd/", "image/png", "");
        main.redirect("/simple/greeting/", user + extra.url().getPort() + "/odd/" + key);
        assertRefused(requiring(with("ann", secrets.of("ann"), main.url())), "neither a JSON nor an HTML");
        extra.redirect("/round/", "/round/" + key);
        main.redirect("/simple/greeting/", user + extra.url().getPort() + "/round/" + key);
        assertRefused(requiring(with("ann", secrets.of("ann"), main.url())), "ircular redirect");
        main.redirect("/simple/greeting/", user + closed().getPort() + "/gone/" + key);
        assertRefused(requiring(with("ann", secrets.of("ann"), main.url())), "connection refused");
        assertThat(extra.requests())
                .isNotEmpty()
                .allMatch(request -> request.header("Authorization").isEmpty());
    }

    /** No package goal with {@code -X} runs here, because Maven itself would print these. */
    @Test
    void rejectsAPasswordInThePom() throws IOException {
        String url = "https://ann:" + secrets.plainOf("ann") + "@index.example.org/";
        StringBuilder errors = new StringBuilder();
        for (String configuration : List.of(
                "<indexes>" + ShopProject.index("main", url, "") + "</indexes>",
                "<findLinks>" + url + "</findLinks><noIndex>true</noIndex>",
                "<requirements><requirement>greeting @ " + url + "greeting-1.0-py3-none-any.whl</requirement>"
                        + "</requirements>")) {
            project.configured(configuration + (configuration.startsWith("<req") ? "" : REQUIREMENT));
            Tool.Result refused = maven().run("package");
            errors.append(project.errors(refused)).append('\n');
            assertThat(secrets.in("the log", refused.output())).isEmpty();
        }
        Golden.assertMatches("maven/pom-passwords.txt", errors.toString().strip());
    }

    private void assertPackaged(Tool.Result built) throws IOException {
        assertThat(built.exit()).as(built.output()).isZero();
        assertThat(project.indexes().keySet()).isEqualTo(Set.of("greeting", "house-rules", "waitress"));
        assertThat(project.folder().resolve("pylock.toml")).exists();
        assertHasNoCredential(built);
    }

    private void assertRefused(MavenRun maven, String why) throws IOException {
        Tool.Result refused = maven.run("-X", "-U", "package");
        assertThat(refused.exit()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains(why);
        assertHasNoCredential(refused);
    }

    private void assertHasNoCredential(Tool.Result result) throws IOException {
        assertThat(secrets.in("the log", result.output())).isEmpty();
        List<Path> made = project.files();
        made.removeAll(ownFiles);
        assertThat(secrets.in(made)).isEmpty();
    }

    /** Returns a run whose configuration of pip is complete, so that the machine's own is not used. */
    private MavenRun maven() {
        return new MavenRun(project.folder())
                .variable("PIP_CONFIG_FILE", "/dev/null")
                .variable("PIP_FIND_LINKS", "");
    }

    private MavenRun requiring(String index) {
        ownFiles.add(project.write("requirements.txt", "--index-url " + index + "\ngreeting\n"));
        project.configured("<retries>0</retries>");
        return maven();
    }

    private static String with(String user, String password, URI url) {
        return url.toString().replace("://", "://" + user + ":" + Secrets.encoded(password) + "@");
    }

    private static URI closed() {
        try (TestIndex gone = TestIndex.start()) {
            return gone.url();
        }
    }
}
