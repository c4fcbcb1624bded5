package io.github.pywar.app.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AffectedTestsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void writeProject() throws IOException {
        write("src/shop/__init__.py", "");
        write("src/shop/cart.py", "from .prices import (\n    total,  # of all\n    tax,\n)\n");
        write("src/shop/prices.py", "import decimal\n");
        write("src/shop/mail.py", "import smtplib\n");
        write("tests/conftest.py", "");
        write("tests/test_cart.py", "from shop import cart\n");
        write("tests/test_prices.py", "from shop.prices import total as t\n");
        write("tests/test_views.py", "def test():\n    import shop.cart as c, json\n");
        write("tests/test_mail.py", "import unittest\n");
        write("tests/helpers.py", "import shop.mail\n");
        write("tests/sub/test_sent.py", "from helpers import outbox\n");
    }

    @Test
    void findsTestsThatImportTheModuleDirectlyOrIndirectly() throws IOException {
        assertThat(affected("src/shop/prices.py")).containsExactly("test_cart", "test_prices", "test_views");
        assertThat(affected("src/shop/cart.py")).containsExactly("test_cart", "test_views");
    }

    @Test
    void findsTestsThatAreNamedAfterTheModule() throws IOException {
        assertThat(affected("src/shop/mail.py")).containsExactly("test_mail", "test_sent");
    }

    @Test
    void findsTestsOfAPackageThatAnImportRuns() throws IOException {
        assertThat(affected("src/shop/__init__.py"))
                .containsExactly("test_cart", "test_prices", "test_sent", "test_views");
    }

    @Test
    void findsAChangedTestItself() throws IOException {
        assertThat(affected("tests/test_views.py")).containsExactly("test_views");
    }

    /** The usual test of a Flask application imports nothing: a fixture makes the application. */
    @Test
    void findsTestsWhoseFixturesImportTheModule() throws IOException {
        write("tests/sub/conftest.py", "from shop import mail\n");
        write("tests/sub/test_inbox.py", "def test(inbox):\n    pass\n");
        write("tests/test_mail.py", "");

        assertThat(affected("src/shop/mail.py")).containsExactly("test_inbox", "test_mail", "test_sent");
    }

    @Test
    void namesNoTestsIfAllAreConcerned() throws IOException {
        assertThat(affected("tests/conftest.py")).isEmpty();
    }

    @Test
    void resolvesRelativeImports() throws IOException {
        Path module = write("a.py", "from . import b\nfrom ..c import d\nfrom .e.f import g\nimport h.i\n");

        assertThat(ModuleImports.of(module, "x.y.a", false))
                .containsExactlyInAnyOrder("x.y", "x.y.b", "x.c", "x.c.d", "x.y.e.f", "x.y.e.f.g", "h.i");
        assertThat(ModuleImports.of(module, "x.y", true)).contains("x.y.b", "x.c.d");
    }

    @Test
    void findsChangedAddedAndRemovedFiles() throws IOException {
        WatchedFiles files = files();
        write("src/shop/templates/cart.html", "");
        SourceSnapshot before = files.scan();
        write("src/shop/cart.py", "changed");
        write("src/shop/new.py", "");
        write("src/shop/templates/cart.html", "<p>");
        Files.delete(folder.resolve("src/shop/mail.py"));
        write("src/shop/data.json", "{}");
        write("src/.hidden/a.py", "");
        write("src/venv/pyvenv.cfg", "");
        write("src/venv/lib/a.py", "");
        write("src/target/a.py", "");

        assertThat(files.scan().changedSince(before))
                .extracting(file -> folder.relativize(file).toString())
                .containsExactly(
                        "src/shop/cart.py", "src/shop/mail.py", "src/shop/new.py", "src/shop/templates/cart.html");
        assertThat(files.scan().changedSince(files.scan())).isEmpty();
    }

    private WatchedFiles files() {
        return new WatchedFiles(
                List.of(folder.resolve("tests"), folder.resolve("src")),
                List.of(),
                Set.of(folder.resolve("src/target")));
    }

    private Set<String> affected(String path) throws IOException {
        return new AffectedTests(files().scan(), files().folders()).of(List.of(folder.resolve(path)));
    }

    private Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
