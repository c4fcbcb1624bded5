package io.github.pywar.python.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.FileDownload;
import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.TestClock;
import io.github.pywar.testing.TestWheel;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.NginxServer;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** nginx's own listings of folders as an index: plain HTML, no hashes, no sizes, no {@code .metadata} files. */
class NginxIndexTest {

    private static final PackageName DEMO = PackageName.parse("demo");
    private static final TestWheel WHEEL =
            TestWheel.of("demo", "1.0+local.1").file("demo/data.bin", noise()).metadata("Requires-Dist: other");
    private static final byte[] METADATA = WHEEL.metadataText().getBytes(StandardCharsets.UTF_8);

    private final OpenFolder folder = OpenFolder.create();
    private final List<String> downloadedWheels = new ArrayList<>();
    private Path files;

    @BeforeEach
    void fill() {
        Installed.require(Installed.NGINX);
        files = folder.folder("files");
        WHEEL.write(folder.folder("files/demo"));
    }

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void readsListingsAndReadsMetadataByRanges() throws IOException {
        try (ServerProcess nginx =
                        new NginxServer(folder.path()).files("/simple/", files).start();
                Http http = Http.builder().build()) {
            DistributionFile file = only(http, nginx.uri().resolve("simple/"));

            assertThat(file.fileName()).isEqualTo(WHEEL.fileName());
            assertThat(source(http).metadata(file)).isEqualTo(METADATA);
            assertThat(downloadedWheels).isEmpty();
            assertThat(http.traffic().bytes()).isLessThan(noise().length);
            assertThat(index(http, nginx.uri().resolve("simple/")).project(PackageName.parse("none")))
                    .isEmpty();
        }
    }

    @Test
    void downloadsTheWheelFromAServerWithoutRanges() throws IOException {
        try (ServerProcess nginx = new NginxServer(folder.path())
                        .filesWithoutRanges("/simple/", files)
                        .start();
                Http http = Http.builder().build()) {
            DistributionFile file = only(http, nginx.uri().resolve("simple/"));

            assertThat(source(http).metadata(file)).isEqualTo(METADATA);
            assertThat(downloadedWheels).containsExactly(WHEEL.fileName());
        }
    }

    @Test
    void revalidatesAnUnchangedPage() throws IOException {
        folder.write("files/demo/index.html", "<a href=\"" + WHEEL.fileName() + "\">demo</a>");
        TestClock clock = TestClock.at("2026-03-01T12:00:00Z");
        try (ServerProcess nginx =
                        new NginxServer(folder.path()).files("/simple/", files).start();
                Http http = Http.builder().build()) {
            IndexDeclaration declaration = IndexDeclaration.of(
                            "house", nginx.uri().resolve("simple/"), "a test")
                    .policy(UpdatePolicy.ALWAYS);
            PageCache cache = new PageCache(folder.path().resolve("pages"), clock, false);
            SimpleIndex.of(declaration, http, cache).project(DEMO);
            long before = http.traffic().bytes();

            assertThat(SimpleIndex.of(declaration, http, cache).project(DEMO)).isPresent();
            assertThat(http.traffic().bytes()).isEqualTo(before);
            assertThat(http.traffic().requests()).isEqualTo(2);
        }
    }

    @Test
    void usesPasswordsAndPrivateCertificates() throws IOException {
        Installed.require(Installed.OPENSSL);
        NginxServer server = new NginxServer(folder.path()).secure().filesFor("/simple/", files, "ann", "hunter2");
        try (ServerProcess nginx = server.start()) {
            URI url = nginx.uri().resolve("simple/");
            Credentials ann = Credentials.NONE.with(url, new Credential("ann", "hunter2"));
            try (Http http = Http.builder()
                            .certificates(server.certificate())
                            .credentials(ann)
                            .build();
                    Http otherClient =
                            Http.builder().certificates(server.certificate()).build()) {
                assertThat(source(http).metadata(only(http, url))).isEqualTo(METADATA);
                assertThatThrownBy(() -> only(otherClient, url))
                        .isInstanceOf(UserException.class)
                        .hasMessageContaining("(401)");
            }
        }
    }

    private DistributionFile only(Http http, URI url) throws IOException {
        List<DistributionFile> found =
                index(http, url).project(DEMO).orElseThrow().files();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private SimpleIndex index(Http http, URI url) {
        PageCache none = new PageCache(folder.path().resolve("other"), TestClock.at("2026-03-01T12:00:00Z"), true);
        return SimpleIndex.of(IndexDeclaration.of("house", url, "a test"), http, none);
    }

    private MetadataSource source(Http http) {
        PageCache pages = new PageCache(folder.path().resolve("pages"), TestClock.at("2026-03-01T12:00:00Z"), false);
        return new MetadataSource(http, folder.path().resolve("metadata"), pages, file -> {
            downloadedWheels.add(file.fileName());
            Path place = folder.path().resolve(file.fileName());
            FileDownload.of(HttpRequest.of(file.url()), place).fetch(http, Progress.Transfer.SILENT);
            return place;
        });
    }

    private static byte[] noise() {
        byte[] bytes = new byte[400_000];
        new Random(3).nextBytes(bytes);
        return bytes;
    }
}
