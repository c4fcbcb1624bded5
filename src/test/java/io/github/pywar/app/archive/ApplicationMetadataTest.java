package io.github.pywar.app.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.install.ScriptTemplate;
import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.project.PyProject;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationMetadataTest {

    private static final String INFO = "lib/python3.11/site-packages/my_shop-1.2.0.dev0.dist-info/";

    @TempDir
    Path folder;

    @Test
    void writesADistInfoFolder() throws IOException {
        FileTree tree = tree("""
                [project]
                name = "My.Shop"
                dynamic = ["version"]
                description = "Sells\\nthings"
                requires-python = ">=3.9"
                dependencies = ["Flask>=3", "tomli; python_version < '3.11'"]
                scripts = { shop = "shop.cli:main" }
                [project.optional-dependencies]
                pay = ["stripe", "x @ https://repo.example.org/x.whl ; python_version < '3.11' or os_name == 'nt'"]
                [project.entry-points."shop.plugins"]
                a = "shop.plugins:A"
                """);

        assertThat(tree.entries().keySet())
                .containsExactly(
                        "bin/shop", INFO + "INSTALLER", INFO + "METADATA", INFO + "RECORD", INFO + "entry_points.txt");
        Golden.assertMatches("archive/METADATA", text(tree, INFO + "METADATA"));
        Golden.assertMatches("archive/entry_points.txt", text(tree, INFO + "entry_points.txt"));
        assertThat(tree.get("bin/shop").orElseThrow().executable()).isTrue();
        assertThat(text(tree, "bin/shop")).contains("run(\"shop.cli\", \"main\")");
        assertThat(text(tree, INFO + "RECORD"))
                .contains("../../../bin/shop,sha256=")
                .contains("/RECORD,,\n");
        assertThat(Metadata.parse(text(tree, INFO + "METADATA").getBytes(StandardCharsets.UTF_8))
                        .requiresDist())
                .hasSize(4);
    }

    @Test
    void writesNoPasswordOfAUrl() throws IOException {
        FileTree tree = tree("""
                [project]
                name = "shop"
                version = "7.0"
                dependencies = ["a @ https://ann:s3cret@repo.example.org/a.whl?key=s3cret#sha256=12"]
                [project.optional-dependencies]
                more = [
                  "b @ git+https://s3cret@repo.example.org/b.git@v1.0", "c @ git+ssh://git@repo.example.org/c.git",
                  "d @ https://ann:s3/cret@repo.example.org/d.whl",
                ]
                """);

        assertThat(text(tree, "lib/python3.11/site-packages/shop-7.0.dist-info/METADATA"))
                .contains(
                        "a @ https://repo.example.org/a.whl#sha256=12\n",
                        "b @ git+https://repo.example.org/b.git@v1.0 ;",
                        "c @ git+ssh://git@repo.example.org/c.git ;",
                        "d @ https://****@repo.example.org/d.whl ;")
                .doesNotContain("s3", "cret", "key");
    }

    @Test
    void prefersAStaticVersionToThePoms() throws IOException {
        FileTree tree = tree("[project]\nname = \"shop\"\nversion = \"7.0\"\n");

        assertThat(tree.entries()).containsKey("lib/python3.11/site-packages/shop-7.0.dist-info/METADATA");
        assertThat(tree.entries()).hasSize(3);
    }

    private FileTree tree(String toml) throws IOException {
        Path file = Files.writeString(folder.resolve("pyproject.toml"), toml);
        ArchiveLayout layout = ArchiveLayout.of(PythonVersion.parse("3.11"));
        ScriptTemplate template = ScriptTemplate.of(RuntimeFiles.scriptTemplate(), "3.11");
        return new ApplicationMetadata(PyProject.read(file), "1.2.0-SNAPSHOT", layout).tree(template);
    }

    private static String text(FileTree tree, String path) throws IOException {
        return new String(tree.get(path).orElseThrow().content().bytes(), StandardCharsets.UTF_8);
    }
}
