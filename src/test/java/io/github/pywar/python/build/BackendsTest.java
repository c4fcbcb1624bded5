package io.github.pywar.python.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real backends of pure wheels. */
class BackendsTest extends SourceBuildFixture {

    private static final String PROJECT = """
            [project]
            name = "demo-app"
            version = "1.2"
            description = "Demo"
            requires-python = ">=3.8"

            [project.scripts]
            demo = "demo_app:main"
            """;

    private static TestSource project(String pyproject) {
        return TestSource.of("demo_app", "1.2")
                .file("pyproject.toml", pyproject)
                .file(
                        "demo_app/__init__.py",
                        "\"\"\"Demo\"\"\"\n__version__ = '1.2'\n\ndef main():\n    print('demo')\n");
    }

    private static String buildSystem(String requires, String backend) {
        return "[build-system]\nrequires = [\"" + requires + "\"]\nbuild-backend = \"" + backend + "\"\n\n";
    }

    private Wheel checked(TestSource source) throws IOException {
        Wheel wheel = build(BuildOptions.DEFAULT, source.archive(folder.resolve("index")));
        wheel.verify();
        assertThat(progress.steps()).containsExactly("Building a wheel of `demo_app-1.2.tar.gz`");
        assertThat(wheel.fileName()).isEqualTo("demo_app-1.2-py3-none-any.whl");
        assertThat(wheel.files().get("demo_app/__init__.py")).isPresent();
        assertThat(wheel.entryPoints().orElseThrow()).contains("demo_app:main");
        return wheel;
    }

    /** The version is dynamic: a static project is built without a backend. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "setuptools  | setuptools.build_meta | [tool.setuptools.dynamic] | version = {attr = 'demo_app.__version__'}",
                "flit-core   | flit_core.buildapi    | [tool.other]              | a = 1",
                "hatchling   | hatchling.build       | [tool.hatch.version]      | path = 'demo_app/__init__.py'",
                "pdm-backend | pdm.backend           | [tool.pdm]                | version = {source = 'file', path = 'demo_app/__init__.py'}"
            })
    void buildsProjectOfTheStandard(String requires, String backend, String table, String line) throws IOException {
        String dynamic = backend.startsWith("flit") ? "dynamic = ['version', 'description']" : "dynamic = ['version']";
        String project = PROJECT.replace("version = \"1.2\"\ndescription = \"Demo\"", dynamic);

        checked(project(buildSystem(requires, backend) + project + "\n" + table + "\n" + line + "\n")
                .replace("demo_app/__init__.py", "'1.2'", backend.startsWith("flit") ? "'1' + '.2'" : "'1.2'"));
    }

    @Test
    void buildsProjectOfPoetry() throws IOException {
        checked(project(buildSystem("poetry-core", "poetry.core.masonry.api") + """
                [tool.poetry]
                name = "demo-app"
                version = "1.2"
                description = "Demo"
                authors = ["Demo <demo@example.org>"]

                [tool.poetry.dependencies]
                python = ">=3.8"

                [tool.poetry.scripts]
                demo = "demo_app:main"
                """));
    }

    @Test
    void buildsProjectOfSetuptoolsWithoutADeclaration() throws IOException {
        TestSource source = TestSource.of("demo_app", "1.2")
                .file("setup.py", """
                        import os
                        from setuptools import setup
                        import pkg_resources
                        from version import VERSION

                        setup(name="demo-app", version=VERSION, packages=["demo_app"],
                              entry_points={"console_scripts": ["demo = demo_app:main"]})
                        """)
                .file("version.py", "VERSION = '1.2'\n")
                .file("demo_app/__init__.py", "def main():\n    print('demo')\n");

        checked(source);
    }

    @Test
    void buildsProjectOfSetupCfg() throws IOException {
        TestSource source = TestSource.of("demo_app", "1.2")
                .file("setup.py", "from setuptools import setup\nsetup()\n")
                .file("setup.cfg", """
                        [metadata]
                        name = demo-app
                        version = attr: demo_app.__version__
                        [options]
                        packages = find:
                        [options.entry_points]
                        console_scripts =
                            demo = demo_app:main
                        """)
                .file("demo_app/__init__.py", "__version__ = '1.2'\n\ndef main():\n    print('demo')\n");

        checked(source);
    }
}
