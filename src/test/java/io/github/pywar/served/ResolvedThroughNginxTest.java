package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.data.Json;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.wheel.WheelName;
import io.github.pywar.testing.server.Installed;
import io.github.pywar.testing.server.NginxServer;
import io.github.pywar.testing.server.OpenFolder;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simplest possible index: folders of wheels that a web server lists as HTML pages, without hashes. */
class ResolvedThroughNginxTest {

    private final OpenFolder folder = OpenFolder.create();

    @AfterEach
    void empty() {
        folder.close();
    }

    @Test
    void resolvesFromListingsOfFolders() throws IOException {
        Installed.require(Installed.NGINX, Installed.SYSTEM_PYTHON);
        JsonNode expected = manifest(SampleApp.FLASK_SHOP.archive()).path("packages");
        layOut(SampleArchive.downloadedWheels());
        NginxServer nginx =
                new NginxServer(folder.path()).files("/simple/", folder.path().resolve("simple"));
        try (ServerProcess server = nginx.start()) {
            IndexDeclaration index = IndexDeclaration.of("listed", server.uri().resolve("simple/"), "the test");
            Path archive = new SampleArchive(SampleApp.FLASK_SHOP)
                    .build(List.of(index), folder.folder("cache"), folder.path().resolve("shop.pywar"));
            JsonNode packages = manifest(archive).path("packages");
            assertThat(packages.findValuesAsText("name"))
                    .contains("flask", "psycopg", "psycopg-binary", "sqlalchemy", "waitress", "werkzeug");
            assertThat(packages.findValuesAsText("index")).containsOnly("listed");
            assertThat(packages.findValuesAsText("sha256")).isEqualTo(expected.findValuesAsText("sha256"));
        }
    }

    /** Copies each project's wheels to a folder of its name, the layout of PEP 503. */
    private void layOut(List<Path> wheels) throws IOException {
        for (Path wheel : wheels) {
            String project =
                    WheelName.parse(wheel.getFileName().toString()).name().value();
            Files.copy(wheel, folder.folder("simple/" + project).resolve(wheel.getFileName()));
        }
    }

    private static JsonNode manifest(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            String name = "META-INF/pywar/manifest.json";
            return Json.read(zip.getInputStream(zip.getEntry(name)).readAllBytes(), name);
        }
    }
}
