package io.github.pywar.served;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.pywar.testing.server.HttpReply;
import io.github.pywar.testing.server.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** What a served application must answer, wherever it is mounted and whatever serves it. */
final class Served {

    private final ServerProcess server;
    private final URI base;
    private final Path tree;

    /**
     * @param server that runs it
     * @param mount where, relative to the server's root, ending in {@code /} unless empty
     * @param tree the unpacked archive that all its libraries must come from
     */
    Served(ServerProcess server, String mount, Path tree) {
        this.server = server;
        this.base = server.uri().resolve(mount);
        this.tree = tree;
    }

    /** The shop takes an order and lists it; Flask, SQLAlchemy's C code and psycopg's are the archive's. */
    void isTheFlaskShop(String flaskVersion) throws IOException {
        assertThat(get("").body()).as(server.log()).contains("<h1>Shop</h1>");
        HttpReply ordered = HttpReply.post(base.resolve("orders"), "{\"article\":\"tea\",\"count\":3}");
        assertThat(ordered.status()).isEqualTo(201);
        assertThat(json("orders").toString()).contains("{\"article\":\"tea\",\"count\":3,\"number\":1}");
        JsonNode libraries = json("libraries");
        assertThat(libraries.at("/flask/version").asText())
                .startsWith(flaskVersion)
                .isNotEqualTo(SystemPython.versionOf("flask"));
        assertThat(libraries.at("/sqlalchemy/compiled").asBoolean()).isTrue();
        assertThat(libraries.at("/psycopg/implementation").asText()).isEqualTo("binary");
        isInside(libraries, "/flask/file");
        isInside(libraries, "/sqlalchemy/file");
        isInside(libraries, "/psycopg/file");
    }

    /** The store shows a page and a picture; Django's templates and Pillow's C code are the archive's. */
    void isTheDjangoStore() throws IOException {
        assertThat(get("").body()).as(server.log()).contains("<h1>Store</h1>", "<li>bread</li>");
        assertThat(get("thumbnail.png?width=32").body()).contains("PNG", "IHDR", "IEND");
        JsonNode libraries = json("libraries");
        assertThat(libraries.at("/asgiref/version").asText()).isNotEqualTo(SystemPython.versionOf("asgiref"));
        isInside(libraries, "/asgiref/file");
        isInside(libraries, "/django/file");
        isInside(libraries, "/pillow/file");
        isInside(libraries, "/pillow/native");
    }

    /** It still answers, after others did. */
    void answersAgain() throws IOException {
        isInside(json("libraries"), "/flask/file");
    }

    JsonNode json(String path) throws IOException {
        return new ObjectMapper().readTree(get(path).body());
    }

    private HttpReply get(String path) throws IOException {
        HttpReply reply = HttpReply.get(base.resolve(path));
        assertThat(reply.status())
                .as(() -> path + "\n" + reply.body() + server.log())
                .isEqualTo(200);
        return reply;
    }

    private void isInside(JsonNode libraries, String pointer) {
        assertThat(libraries.at(pointer).asText())
                .as("%s in %s", pointer, libraries)
                .startsWith(tree + "/")
                .contains("/site-packages/");
    }
}
