package io.github.pywar.python.project;

import io.github.pywar.base.data.TomlFields;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.requirementsfile.RequirementsFile;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.testing.Damage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged declarations lead to a result or to a {@code UserException}, never to another exception. */
@Timeout(600)
class DamagedDeclarationsTest {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));
    private static final String PROJECT = """
            # shop
            [build-system]
            requires = ["hatchling"]

            [project]
            name = "shop"
            version = "1.0.0"
            requires-python = ">=3.9,<4"
            dependencies = [
              "flask[async]>=3,<4; python_version >= '3.9'", # why

              'sqlalchemy @ https://files.example.org/sqlalchemy-2.0-py3-none-any.whl',
            ]
            dynamic = ["readme"]
            [project.optional-dependencies]
            db = ["psycopg", "shop[cache]"]
            cache = ["redis~=5.0"]
            [project.scripts]
            greet = "shop:main"
            [dependency-groups]
            dev = ["pytest", {include-group = "lint"}]
            lint = ["ruff==0.1.*"]
            [tool.poetry.dependencies]
            python = "^3.9"
            [[tool.uv.index]]
            url = "https://index.example.org/simple/"
            """;
    private static final String REQUIREMENTS = """
            # -*- coding: utf-8 -*-
            -i https://user:${TOKEN}@index.example.org/simple/ --extra-index-url https://b.example.org/
            -r more.txt
            -c "pins.txt"
            --find-links ./wheels --trusted-host b.example.org
            flask[async,dotenv]>=3.0,<4 ; python_version >= "3.9" and (os_name == 'posix' or extra == "x") # why
            six==1.16.0 \\
                --hash=sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824 \\
                --hash=sha384:00
            ./wheels/shop-1.0-py3-none-any.whl[all] ; sys_platform != "win32"
            https://files.example.org/redis-5.0-py3-none-any.whl#sha256=ab12
            name @ git+https://git.example.org/x.git@main
            -e ./local[dev]
            --no-binary :all: --only-binary six,redis
            --pre --prefer-binary
            """;

    @TempDir
    Path folder;

    @Test
    void readsDamagedRequirementsFiles() throws IOException {
        Files.writeString(folder.resolve("more.txt"), "click\n-r requirements.txt\n");
        Files.writeString(folder.resolve("pins.txt"), "click<9\n");
        Path file = folder.resolve("requirements.txt");
        Damage.check(
                18,
                input -> {
                    Files.write(file, input);
                    RequirementsFile read = RequirementsFile.read(file, name -> name.equals("TOKEN") ? "a\\b" : null);
                    read.requirements(TARGET.markers());
                    read.constraints(TARGET.markers());
                },
                REQUIREMENTS,
                "flask\n",
                "");
    }

    @Test
    void readsDamagedRequirementsOfPoms() {
        Damage.check(
                19,
                input -> RequirementsFile.ofTexts(List.of(text(input)), "<requirements>", folder, false)
                        .requirements(TARGET.markers()),
                REQUIREMENTS.split("\n"));
    }

    @Test
    void readsDamagedProjects() {
        Damage.check(
                20,
                input -> {
                    PyProject project = PyProject.parse(input, "pyproject.toml");
                    project.unreadTables();
                    project.requirements(List.of(ExtraName.parse("db")));
                    project.groups().resolve(ExtraName.parse("dev"));
                },
                PROJECT);
    }

    @Test
    void readsDamagedToml() {
        Damage.check(
                21,
                input -> TomlFields.parse(input, "a.toml").toMap(),
                PROJECT,
                "a = '''\n\n\n'''\nb = \"\"\"\\\n  x\"\"\"\n[c.\"d\".e]\nf = {g = [1, 2.0, 1979-05-27T07:32:00Z]}\n",
                "\n\n\n# x\n\n\n[a]\n");
    }

    @Test
    void readsDamagedRequirements() {
        Damage.check(
                22,
                input -> Requirement.parse(text(input)).appliesTo(TARGET.markers(), java.util.Set.of()),
                "flask[async,dotenv]>=3.0,!=3.1.*,<4; python_version >= \"3.9\" and (os_name == 'posix' or extra == 'x')",
                "six @ https://files.example.org/six-1.16.0-py2.py3-none-any.whl#sha256=AB12 ; sys_platform in 'a b'",
                "a (>=1.0.dev1+local.2, ~=2.0rc1)");
    }

    @Test
    void readsDamagedMarkersAndSpecifiers() {
        Damage.check(
                23,
                input -> Marker.parse(text(input)).evaluate(TARGET.markers()),
                "python_full_version < '3.11.3' and ((platform_machine == \"x86_64\" or 'arm' in platform_machine))",
                "extra == 'a' and implementation_name != 'pypy'");
        Damage.check(
                24,
                input -> VersionSpecifiers.tryParse(text(input)).ifPresent(Object::toString),
                ">=1!2.0rc1.post2.dev3,<3,!=2.*,~=2.1,===x");
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }
}
