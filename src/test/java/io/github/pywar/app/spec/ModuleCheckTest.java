package io.github.pywar.app.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleCheckTest {

    private static final ObjectReference ENTRY = ObjectReference.parse("shop.wsgi:application", Protocol.WSGI);

    private final TestProgress progress = new TestProgress();

    @ParameterizedTest
    @ValueSource(
            strings = {"shop/wsgi.py", "shop/wsgi/__init__.py", "shop/wsgi.abi3.so", "shop/wsgi.cpython-311-darwin.so"})
    void findsTheModuleInTheSources(String file) {
        assertThatCode(() -> check(tree("src", file), FileTree.empty())).doesNotThrowAnyException();
    }

    @Test
    void findsTheModuleInALibrary() {
        assertThatCode(() -> check(FileTree.empty(), tree("shop-1.whl", "lib/shop/wsgi.py")))
                .doesNotThrowAnyException();
    }

    @Test
    void proposesModulesWithTheSameLastName() {
        FileTree sources = tree("src", "web/shop/wsgi.py", "web/shop/__init__.py", "manage.py");

        Golden.assertMatches("spec/missing-module.txt", message(sources));
    }

    @Test
    void rejectsAMissingModule() {
        Golden.assertMatches("spec/missing-module-empty.txt", message(tree("src", "readme.txt")));
    }

    @Test
    void warnsOfAModuleThatHidesTheStandardLibrary() {
        check(tree("src", "shop/wsgi.py", "random.py"), FileTree.empty());

        assertThat(progress.warnings())
                .containsExactly("`random.py` hides the standard library's `random` from all libraries; rename it");
    }

    @Test
    void usesTheStandardLibraryOfTheTarget() {
        check(tree("src", "shop/wsgi.py", "imp.py", "tomllib/__init__.py"), FileTree.empty());
        assertThat(progress.warnings()).hasSize(2);

        new ModuleCheck(tree("src", "shop/wsgi.py", "imp.py"), List.of(), "lib/").run(ENTRY, 12, progress);
        new ModuleCheck(tree("src", "shop/wsgi.py", "tomllib.py"), List.of(), "lib/").run(ENTRY, 10, progress);
        assertThat(progress.warnings()).hasSize(2);
    }

    @Test
    void warnsOfAModuleThatALibraryAlsoHas() {
        check(tree("src", "shop/wsgi.py", "utils.py"), tree("toolbox-2.whl", "lib/utils/__init__.py"));

        assertThat(progress.warnings())
                .containsExactly("`utils` is a module of the application and of `toolbox-2.whl`: servers import the one"
                        + " of the application, `bin/python` that of the library; rename it");
    }

    @Test
    void warnsOfAMisspelledAttribute() {
        FileTree sources = FileTree.builder("src")
                .add("shop/wsgi.py", ByteSource.of("aplication = 1\n"))
                .build();
        check(sources, FileTree.empty());

        assertThat(progress.warnings()).singleElement().asString().contains("`shop/wsgi.py` does not seem to define");
    }

    @Test
    void ignoresFoldersWithoutModules() {
        check(
                tree("src", "shop/wsgi.py", "json/data.txt", "templates/x.py"),
                tree("a.whl", "lib/templates/y.py", "bin/shop.py"));

        assertThat(progress.warnings()).isEmpty();
    }

    private void check(FileTree application, FileTree libraries) {
        new ModuleCheck(application, List.of(libraries), "lib/").run(ENTRY, 11, progress);
    }

    private String message(FileTree sources) {
        return catchThrowableOfType(UserException.class, () -> check(sources, FileTree.empty()))
                .getMessage();
    }

    private static FileTree tree(String origin, String... files) {
        FileTree.Builder tree = FileTree.builder(origin);
        for (String file : files) {
            tree.add(file, ByteSource.of("application = app = 1\n"));
        }
        return tree.build();
    }
}
