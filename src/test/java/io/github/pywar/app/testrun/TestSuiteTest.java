package io.github.pywar.app.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSuiteTest {

    @TempDir
    Path folder;

    @Test
    void findsTheFolderOfMavenFirst() throws IOException {
        write("tests/test_other.py");
        write("src/test/python/unit/test_cart.py");

        assertThat(find()).contains(new TestSuite(folder, List.of(folder.resolve("src/test/python"))));
    }

    @Test
    void findsTheFolderOfAnExistingProject() throws IOException {
        write("src/test/python/__init__.py");
        write("tests/conftest.py");
        write("test/test_cart.py");

        assertThat(find()).contains(new TestSuite(folder, List.of(folder.resolve("test"))));
    }

    @Test
    void findsNoTestsInEmptyFolders() throws IOException {
        write("src/test/python/__init__.py");
        write("src/test/java/ShopTest.java");

        assertThat(find()).isEmpty();
    }

    @Test
    void usesTheTestPathsOfPytest() throws IOException {
        Files.writeString(folder.resolve("pyproject.toml"), "[tool.pytest.ini_options]\ntestpaths = ['checks']\n");

        assertThat(find()).contains(new TestSuite(folder, List.of()));
    }

    /** pytest ignores {@code testpaths} if folders are given to it. */
    @Test
    void prefersTheTestPathsOfPytestToTheUsualFolders() throws IOException {
        write("tests/test_cart.py");
        write("books/test_book.py");
        Files.writeString(folder.resolve("pytest.ini"), "[pytest]\ntestpaths =\n    tests\n    books\naddopts = -q\n");

        assertThat(find()).contains(new TestSuite(folder, List.of(folder.resolve("tests"), folder.resolve("books"))));
    }

    @Test
    void findsTestModulesOfDjangoApplications() throws IOException {
        write("tests/test_pages.py");
        Files.writeString(folder.resolve("tests/test_pages.py"), "def test_page():\n    pass\n");
        for (String name :
                List.of("books/tests.py", "shop/tests/test_models.py", ".venv/lib/test_x.py", "env/test_y.py")) {
            write(name);
            Files.writeString(folder.resolve(name), "class BookTest:\n    def test_title(self):\n        pass\n");
        }
        write("env/pyvenv.cfg");
        write("empty/tests.py");
        write("books/test_data.py");

        assertThat(find())
                .contains(new TestSuite(
                        folder,
                        List.of(
                                folder.resolve("tests"),
                                folder.resolve("books/tests.py"),
                                folder.resolve("shop/tests/test_models.py"))));
    }

    @Test
    void explainsAMissingFolder() {
        UserException error = catchThrowableOfType(
                UserException.class,
                () -> TestSuite.find(folder, folder, Optional.of(folder.resolve("checks")), List.of()));

        Golden.assertMatches("testrun/no-folder.txt", error.getMessage().replace(folder.toString(), "/project"));
    }

    private Optional<TestSuite> find() throws IOException {
        return TestSuite.find(folder, folder, Optional.empty(), List.of(folder));
    }

    private void write(String name) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), "");
    }
}
