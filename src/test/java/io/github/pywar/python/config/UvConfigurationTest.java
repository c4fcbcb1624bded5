package io.github.pywar.python.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.url.Credential;
import io.github.pywar.python.index.IndexDeclaration;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Uv's files and variables. */
class UvConfigurationTest extends ConfigurationFixture {

    @Test
    void readsIndexesAndCredentialsOfUvsVariables() throws IOException {
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
    void prefersUvsProjectFileToTheUsersFile() throws IOException {
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
                .extracting(Configuration.FindLink::url)
                .containsExactly(URI.create("file:///no/such/wheels"));
        assertThat(found.indexes().get(2).origin()).endsWith("pyproject.toml [tool.uv]");
    }

    @Test
    void ignoresInvalidTablesOfUv() throws IOException {
        for (String text :
                List.of("tool = 1", "[tool]\nuv = 'x'", "[[tool]]\nuv = 1", "[[tool.uv]]\nno-index = true")) {
            write("project/pyproject.toml", text);
            assertThat(read().indexes()).as(text).isEmpty();
            assertThat(read().noIndex()).as(text).isEmpty();
        }
    }

    @Test
    void prefersPipsMainIndexToUvs() throws IOException {
        variables.put("UV_DEFAULT_INDEX", "https://uv.example.org/simple");
        variables.put("PIP_INDEX_URL", "https://pip.example.org/simple");

        assertThat(urls()).containsExactly("https://pip.example.org/simple/");
    }

    @Test
    void reportsInvalidTomlOfUvWithFileAndLine() throws IOException {
        write("project/uv.toml", "index-url = \n");

        assertThatThrownBy(this::read).isInstanceOf(UserException.class).hasMessageContaining("uv.toml:1");
    }
}
