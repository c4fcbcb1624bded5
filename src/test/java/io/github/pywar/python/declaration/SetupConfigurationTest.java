package io.github.pywar.python.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupConfigurationTest {

    @TempDir
    Path folder;

    @Test
    void readsListsWithTheirLines() throws IOException {
        assertThat(requirements("""
                        [options]
                        python_requires = >=3.9
                        install_requires =
                            flask>=3

                            # the database
                            psycopg; python_version < "4"   # for now
                        [options.extras_require]
                        pdf = reportlab>=1.2; rxp
                        """))
                .containsExactly("flask>=3 (setup.cfg:4)", "psycopg; python_version < \"4\" (setup.cfg:7)");
    }

    @Test
    void addsExtras() throws IOException {
        assertThat(requirements("""
                        [options]
                        [options.extras_require]
                        pdf = reportlab>=1.2; rxp
                        socks =
                            pysocks; os_name == "nt"
                        """, "pdf", "socks"))
                .containsExactly(
                        "reportlab>=1.2 (setup.cfg:3)",
                        "rxp (setup.cfg:3)",
                        "pysocks; os_name == \"nt\" (setup.cfg:5)");
    }

    @Test
    void readsFilesOfRequirements() throws IOException {
        Files.writeString(folder.resolve("base.txt"), "# base\nflask\n");

        assertThat(requirements("[options]\ninstall-requires = file: base.txt\n"))
                .containsExactly("flask (base.txt:2)");
    }

    @Test
    void readsPython() throws IOException {
        assertThat(read("[options]\npython_requires: >=3.9, <4\n").python().orElseThrow())
                .hasToString(
                        "RequiredPython[versions=<4,>=3.9, text=>=3.9, <4, origin=python_requires in setup.cfg:2]");
        assertThat(read("[options]\n").hasDependencies()).isFalse();
    }

    @Test
    void reportsErrorsWithTheirLines() {
        Golden.assertMatches(
                "declaration/setup-cfg.txt",
                Stream.of(
                                "[options]\ninstall_requires =\n  flask\n  not ok!\n  -r more.txt\n",
                                "[options]\ninstall_requires = file: gone.txt\n",
                                "install_requires = x\n",
                                "[options]\npython_requires = 3.9\n")
                        .map(text -> catchThrowableOfType(UserException.class, () -> {
                                    requirements(text);
                                    read(text).python();
                                })
                                .getMessage())
                        .reduce((one, other) -> one + "\n\n" + other)
                        .orElseThrow());
        assertThat(catchThrowableOfType(
                        UserException.class,
                        () -> requirements("[options]\n[options.extras_require]\npdf = x\n", "dpf")))
                .hasMessageContaining("`setup.cfg` has no extra `dpf`\n    known: pdf");
    }

    private List<String> requirements(String text, String... extras) throws IOException {
        List<ExtraName> names = Stream.of(extras).map(ExtraName::parse).toList();
        return read(text).requirements(names).stream()
                .map(DeclaredRequirement::toString)
                .toList();
    }

    private SetupConfiguration read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("setup.cfg"), text);
        return SetupConfiguration.read(file, FileScope.NONE.with(folder));
    }
}
