package io.github.pywar.app.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.spec.Protocol;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.interpreter.Interpreters;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Projects as people write them, and the POM that is written for each. */
class InitProjectTest {

    private static final String FLASK = "from flask import Flask\n\napp = Flask(__name__)\n";
    private static final String FACTORY =
            "from flask import Flask\n\n\ndef create_app(config: dict[str, int] = None):\n    app = Flask(__name__)\n    return app\n";

    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void makesProjectFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("Shop"));
    }

    @Test
    void writesPomForFlaskInOneFile() throws IOException {
        write("app.py", FLASK);
        write("requirements.txt", "flask>=3\n");
        write(".python-version", "3.11.7\n");

        InitProject project = InitProject.write(request());

        assertThat(project.files()).containsExactly(".mvn/jvm.config", "pom.xml");
        assertThat(read(".mvn/jvm.config")).isEqualTo("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC\n");
        Golden.assertMatches("init/flask-pom.xml", read("pom.xml"));
    }

    /** A folder {@code .mvn} marks the root of a project for Maven. */
    @ParameterizedTest
    @ValueSource(strings = {"Shop/.mvn/extensions.xml", ".mvn/maven.config", "pom.xml"})
    void writesNoJvmOptionsBelowOrBesideOthers(String existing) throws IOException {
        Path file = temporary.resolve(existing);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        write("app.py", FLASK);
        write("requirements.txt", "flask>=3\n");

        assertThat(InitProject.write(request()).files()).containsExactly("pom.xml");
    }

    @Test
    void reportsWhatItAssumed() throws IOException {
        write("app.py", FLASK);
        write("requirements.txt", "flask>=3\n");
        write(".python-version", "3.11.7\n");
        TestProgress progress = new TestProgress();

        new InitApp(progress).run(request());

        Golden.assertMatches("init/flask.txt", String.join("\n", progress.steps()));
    }

    @Test
    void writesPomAndHooksForDjango() throws IOException {
        django("");
        TestProgress progress = new TestProgress();

        new InitApp(progress).run(request());

        Golden.assertMatches("init/django-pom.xml", read("pom.xml"));
        Golden.assertMatches("init/django.txt", String.join("\n", progress.steps()));
        assertThat(read("src/main/hooks/pre-deploy/10-migrate.py")).contains("\"config.settings.base\"");
        assertThat(read("src/main/hooks/pre-deploy/20-collectstatic.py")).contains("\"config.settings.base\"");
    }

    /** Those of the project folder, of Django's applications, and what their tools read. */
    @Test
    void excludesTests() throws IOException {
        django("");
        for (String path : List.of(
                "shop/tests.py",
                "shop/contest.py",
                "cart/tests/test_cart.py",
                "tests/test_all.py",
                "conftest.py",
                "pytest.ini",
                "requirements-dev.txt")) {
            write(path, "");
        }

        TestProgress progress = new TestProgress();
        new InitApp(progress).run(request());

        Golden.assertMatches("init/tests-pom.xml", read("pom.xml"));
        Golden.assertMatches("init/tests.txt", String.join("\n", progress.steps()));
    }

    /** Code that makes example data imports the factories of tests. */
    @Test
    void packagesTestsThatTheApplicationImports() throws IOException {
        django("");
        write("shop/account/tests/factories.py", "");
        write("shop/account/data.py", "from django.tests import other\nfrom .tests.factories import user\n");

        InitProject project = InitProject.write(request());

        assertThat(read("pom.xml")).doesNotContain("**/tests/");
        assertThat(project.checks())
                .anyMatch(check -> check.startsWith("tests: ") && check.contains("account/data.py"));
    }

    /** A requirement of the framework alone would hide from the build that the others are not read. */
    @Test
    void assumesNoRequirementBesideDeclarationsThatAreNotRead() throws IOException {
        write("app.py", FLASK);
        write("pyproject.toml", "[dependency-groups]\nmain = ['flask', 'redis']\nmore = ['celery']\n");

        InitProject project = InitProject.write(request());

        assertThat(read("pom.xml")).doesNotContain("<requirement>");
        assertThat(project.checks()).anyMatch(check -> check.startsWith("requirements: the POM must name them"));
    }

    @Test
    void namesTheOnlyGroupThatIsNotOfTests() throws IOException {
        write("app.py", FLASK);
        write("pyproject.toml", "[dependency-groups]\nmain = ['flask', 'redis']\ndev = ['pytest']\n");

        InitProject project = InitProject.write(request());

        assertThat(read("pom.xml")).contains("<group>main</group>").doesNotContain("<requirement>");
        assertThat(project.assumptions()).contains("Requirements: group `main` (<groups>)");
    }

    /** The group is one of a tool, or another file may have the dependencies. */
    @ParameterizedTest
    @CsvSource({"ruff, README.md", "flask, environment.yml"})
    void namesNoGroupThatMayNotBeTheApplications(String required, String other) throws IOException {
        write("app.py", FLASK);
        write(other, "dependencies:\n- flask\n");
        write("pyproject.toml", "[dependency-groups]\nmain = ['" + required + "']\n");

        InitProject project = InitProject.write(request());

        assertThat(read("pom.xml")).doesNotContain("<group>", "<requirement>");
        assertThat(project.checks()).anyMatch(check -> check.startsWith("requirements: the POM must name them"));
    }

    @Test
    void assumesTheFrameworkBesideGroupsForTests() throws IOException {
        write("app.py", FLASK);
        write("pyproject.toml", "[dependency-groups]\ndev = ['pytest']\n");

        InitProject.write(request());

        assertThat(read("pom.xml")).contains("<requirement>flask</requirement>");
    }

    /** Nothing is excluded for the tests of another folder than that of the sources. */
    @Test
    void excludesNoTestsOutsideOfTheSources() throws IOException {
        write("src/shop/__init__.py", FACTORY);
        write("cart/tests.py", "");
        write("conftest.py", "");
        write("tests/test_shop.py", "");

        InitProject.write(request());

        assertThat(read("pom.xml")).doesNotContain("<exclude");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requirements.txt | jinja2",
                "requirements.txt | # none",
                "requirements/base.txt | jinja2",
                "pyproject.toml | [project]\\nname = 'shop'\\nversion = '1'\\ndependencies = ['jinja2']",
                "pyproject.toml | [tool.poetry]\\nname = 'shop'\\nversion = '1'\\n[tool.poetry.dependencies]\\njinja2 = '*'"
            })
    void reportsMissingFramework(String file, String text) throws IOException {
        write("app.py", FLASK);
        write(file, text.replace("\\n", "\n") + "\n");

        assertThat(InitProject.write(request()).checks())
                .anySatisfy(check -> assertThat(check).startsWith("requirements: `flask` is not among them ("));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Flask[async]>=3; python_version > '3'\n", "-r base.txt\n", "flask==\n", "-e .\n"})
    void reportsNoFrameworkThatMayBeThere(String text) throws IOException {
        write("app.py", FLASK);
        write("requirements.txt", text);
        write("base.txt", "flask\n");

        assertThat(InitProject.write(request()).checks()).noneMatch(check -> check.startsWith("requirements:"));
    }

    @Test
    void reportsModulesThatWereNotRead() throws IOException {
        for (String name : List.of("a.py", "b.py", "c.py")) {
            write(name, "");
        }
        ProjectSources sources = ProjectSources.of(folder, 2);

        assertThatThrownBy(() -> new ExistingProject(request(), sources).draft())
                .hasMessageContaining("searched: only the first 2 modules");
        write("a.py", FLASK);
        assertThat(new ExistingProject(request(), ProjectSources.of(folder, 2))
                        .draft()
                        .checks())
                .anySatisfy(check -> assertThat(check).startsWith("sources: only the first 2 Python modules"));
        assertThat(ProjectSources.of(folder, 3).isComplete()).isTrue();
    }

    @Test
    void findsDjangoInSubfolder() throws IOException {
        django("backend/");

        InitProject.write(request());

        assertThat(read("pom.xml"))
                .contains("<application>config.wsgi:application</application>")
                .contains("<sourceDirectory>backend</sourceDirectory>");
    }

    /** The project is a package in {@code src}, and its folder of examples has the application. */
    @ParameterizedTest
    @CsvSource({"shop, true", "django, false", "mine, false"})
    void addsThePackageInSrcThatTheApplicationImports(String imported, boolean isAdded) throws IOException {
        write("src/shop/__init__.py", "");
        write("src/mine/__init__.py", "");
        write("sandbox/mine.py", "");
        write("sandbox/app.py", FLASK);
        write("sandbox/settings.py", "import " + imported + "\n");
        TestProgress progress = new TestProgress();

        new InitApp(progress).run(request());

        assertThat(read("pom.xml")).contains("<sourceDirectory>sandbox</sourceDirectory>");
        assertThat(read("pom.xml").contains("<directory>src</directory>")).isEqualTo(isAdded);
        if (isAdded) {
            Golden.assertMatches("init/imported-src-pom.xml", read("pom.xml"));
            Golden.assertMatches("init/imported-src.txt", String.join("\n", progress.steps()));
        }
    }

    @Test
    void choosesAsgiOfDjangoOnRequest() throws IOException {
        django("");

        InitProject.write(with(Optional.empty(), Optional.of(Protocol.ASGI)));

        assertThat(read("pom.xml"))
                .contains("<application>config.asgi:application</application>", "<interface>asgi</interface>");
    }

    /** Each project has files, and one application. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "",
            value = {
                "shop/__init__.py=FACTORY | shop:create_app() | ${project.basedir}",
                "src/shop/__init__.py=FACTORY | shop:create_app() | src",
                "src/main/python/shop/__init__.py=FACTORY | shop:create_app() | ",
                "backend/app.py=FLASK | app:app | backend",
                "shop/__init__.py=FACTORY;run.py=CALL | run:app | ${project.basedir}",
                "shop/__init__.py=FACTORY;wsgi.py=CALL;other.py=CALL | wsgi:app | ${project.basedir}",
                "app/main.py=FASTAPI | app.main:app | ${project.basedir}",
                "app/main.py=FASTAPI_ALONE | main:app | app",
                "main.py=STARLETTE | main:app | ${project.basedir}",
                "main.py=ALIAS | main:api | ${project.basedir}",
                "server.py=WSGI | server:application | ${project.basedir}",
                "server.py=ASGI | server:app | ${project.basedir}",
                "app.py=FLASK;middleware.py=WSGI | app:app | ${project.basedir}",
                "app.py=FLASK;tests/app.py=FLASK;docs/app.py=FLASK | app:app | ${project.basedir}",
                "app.py=FLASK;notes.py=DOCSTRING | app:app | ${project.basedir}",
                "app.py=ANNOTATED | app:app | ${project.basedir}",
                "shop/app.py=SUBCLASS;shop/__init__.py=EMPTY;wsgi.py=CALL | wsgi:app | ${project.basedir}",
                "asgi.py=CHANNELS | asgi:application | ${project.basedir}",
                "shop/wsgi.py=PYRAMID;shop/__init__.py=EMPTY | shop.wsgi:application | ${project.basedir}",
                "sandbox/wsgi.py=BESIDE;sandbox/__init__.py=EMPTY;sandbox/settings.py=EMPTY | wsgi:application | sandbox",
                "shop/wsgi.py=BESIDE;shop/__init__.py=EMPTY;settings.py=EMPTY | shop.wsgi:application | ${project.basedir}",
                "shop/wsgi.py=WRAPPED;shop/__init__.py=EMPTY | shop.wsgi:application | ${project.basedir}",
                "run.py=PYRAMID | run:application | ${project.basedir}",
                "app.py=CALLED;other.py=CALLED | app:application | ${project.basedir}",
                "shop/asgi/__init__.py=CALLED;shop/__init__.py=EMPTY | shop.asgi:application | ${project.basedir}",
                "app.py=FLASK;wsgi.py=PYRAMID | app:app | ${project.basedir}",
                "app.py=FLASK;other.py=FLASK;Procfile=PROCFILE | other:app | ${project.basedir}",
                "app.py=FLASK;other.py=FLASK;compose.yaml=PROCFILE | other:app | ${project.basedir}",
                "app.py=FLASK;other.py=FLASK;.flaskenv=FLASKENV | other:app | ${project.basedir}",
                "app.py=FLASK;other.py=FACTORY;.flaskenv=FLASKENV | other:create_app() | ${project.basedir}",
                "shop/core.py=FLASK;shop/filters.py=FLASK;shop/__init__.py=EMPTY;other.py=STAR;Procfile=PROCFILE | other:app | ${project.basedir}",
                "shop/core.py=FLASK;shop/filters.py=FLASK;shop/__init__.py=EMPTY;other.py=LISTED;Dockerfile=PROCFILE | other:app | ${project.basedir}",
                "tester.py=FLASK;other.py=CALL;shop.py=RETURNED;Procfile=PROCFILE | other:app | ${project.basedir}",
                "shop/__init__.py=RETURNED;shop/tools.py=WITH_ARGUMENT | shop:create_app() | ${project.basedir}",
                "shop/__init__.py=RETURNED;shop/_app.py=FLASK | shop:create_app() | ${project.basedir}",
                "shop/__init__.py=RETURNED;app.py=FLASK | app:app | ${project.basedir}",
                "shop/__main__.py=FLASK;shop/__init__.py=EMPTY;shop/tools.py=GETTER | shop.__main__:app | ${project.basedir}",
                "shop/wine.py=WINE;app.py=FALCON_APP | app:app | ${project.basedir}",
                "shop/wsgi.py=REEXPORTED;shop/__init__.py=EMPTY | shop.wsgi:application | ${project.basedir}"
            })
    void findsApplication(String files, String application, String sourceDirectory) throws IOException {
        for (String file : files.split(";")) {
            write(file.split("=")[0], SOURCES.get(file.split("=")[1]));
        }

        InitProject.write(request());

        assertThat(read("pom.xml")).contains("<application>" + application + "</application>");
        if (sourceDirectory == null) {
            assertThat(read("pom.xml")).doesNotContain("<sourceDirectory>");
        } else {
            assertThat(read("pom.xml")).contains("<sourceDirectory>" + sourceDirectory + "</sourceDirectory>");
        }
    }

    @Test
    void choosesNoApplicationThatTheNamedModuleDoesNotImport() throws IOException {
        write("app.py", FLASK);
        write("shop.py", FLASK);
        write("other.py", "from shop import happy\n");
        write("Procfile", SOURCES.get("PROCFILE"));

        assertThatThrownBy(() -> InitProject.write(request())).hasMessageStartingWith("The project has several");
    }

    /** Another module defines an application of the same name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "from .core import app",
                "from .core import *",
                "from shop.core import (  # the\n    config,\n    app,\n)"
            })
    void followsTheImportsOfTheNamedModule(String line) throws IOException {
        write("admin.py", FLASK);
        write("shop/core.py", "from .factory import server as app\n");
        write("shop/factory.py", "from fastapi import FastAPI\n\nserver = FastAPI()\n");
        write("shop/__init__.py", line + "\n");
        write("Procfile", "web: uvicorn shop:app\n");

        InitProject.write(request());

        assertThat(read("pom.xml")).contains("<application>shop:app</application>", "<interface>asgi</interface>");
    }

    /** One command names the module that defines the application, another one a module that imports it. */
    @Test
    void addsNoSecondNameOfAnApplicationThatACommandNames() throws IOException {
        write("shop/core.py", FLASK);
        write("shop/__init__.py", "from .core import app\n");
        write("Procfile", "web: gunicorn shop.core:app\n");
        write("Dockerfile", "CMD gunicorn shop:app\n");

        InitProject.write(request());

        assertThat(read("pom.xml")).contains("<application>shop.core:app</application>");
    }

    @Test
    void readsTheInterfaceOfARequestedApplicationThatIsImported() throws IOException {
        write("shop/core.py", "from fastapi import FastAPI\n\napp = FastAPI()\n");
        write("shop/__init__.py", "from .core import app\n");

        InitProject.write(with(Optional.of("shop:app"), Optional.empty()));

        assertThat(read("pom.xml")).contains("<application>shop:app</application>", "<interface>asgi</interface>");
    }

    private static final Map<String, String> SOURCES = Map.ofEntries(
            Map.entry("FLASK", FLASK),
            Map.entry("FACTORY", FACTORY),
            Map.entry("CALL", "from shop import create_app\n\napp = create_app()\n"),
            Map.entry("FASTAPI", "import fastapi\nfrom app.routers import items\n\napp = fastapi.FastAPI()\n"),
            Map.entry("FASTAPI_ALONE", "from fastapi import FastAPI\n\napp = FastAPI(\n    title='x',\n)\n"),
            Map.entry("STARLETTE", "from starlette.applications import Starlette\napp = Starlette(routes=[])\n"),
            Map.entry("STAR", "from shop.core import *\n"),
            Map.entry("LISTED", "from shop.core import (\n    config,\n    app,\n)\n"),
            Map.entry(
                    "REEXPORTED", "from shop.lib import get_wsgi_application\napplication = get_wsgi_application()\n"),
            Map.entry(
                    "RETURNED",
                    "from shop.vendored import Flask\n\n\ndef create_app(**options) -> Flask:\n"
                            + "    from shop.main import make\n    return make(options)\n"),
            Map.entry(
                    "WITH_ARGUMENT",
                    "from shop.vendored import Flask\n\n\ndef setup(config) -> Flask:\n    return config.app\n"),
            Map.entry("GETTER", "from flask import Flask, g\n\n\ndef get() -> Flask:\n    return g.app\n"),
            Map.entry("WINE", "from shop.models import Bottle\n\napp = Bottle()\n"),
            Map.entry("FALCON_APP", "import falcon\n\napp = falcon.App()\n"),
            Map.entry("ALIAS", "from fastapi import (\n    Depends,\n    FastAPI as Api,\n)\napi = Api()\n"),
            Map.entry("WSGI", "def application(environ, start_response):\n    return []\n"),
            Map.entry("ASGI", "async def app(scope, receive, send):\n    pass\n"),
            Map.entry("EMPTY", ""),
            Map.entry("PYRAMID", "from shop.config import configure\n\napplication = configure().make_wsgi_app()\n"),
            Map.entry(
                    "BESIDE",
                    "import os\nfrom django.core.wsgi import get_wsgi_application\n"
                            + "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\n"
                            + "application = get_wsgi_application()\n"),
            Map.entry(
                    "WRAPPED",
                    "import os\nfrom django.core.wsgi import get_wsgi_application\n"
                            + "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n"
                            + "_application = get_wsgi_application()\n\n\n"
                            + "def application(environ, start_response):\n"
                            + "    return _application(environ, start_response)\n"),
            Map.entry("CALLED", "from shop import main\n\napplication = main({}, **{'a': 'b'})\n"),
            Map.entry("PROCFILE", "release: flask db upgrade\nweb: gunicorn --workers 2 other:app\n"),
            Map.entry("FLASKENV", "FLASK_APP=other.py\nFLASK_DEBUG=1\n"),
            Map.entry(
                    "SUBCLASS",
                    "from flask import Flask\n\n\nclass Shop(Flask):\n    pass\n\n\n"
                            + "def create_app():\n    app = Shop(__name__)\n    return app\n"),
            Map.entry("DOCSTRING", "\"\"\"Example:\n\napp = Flask(__name__)\n\"\"\"\nfrom flask import Flask\n# x\n"),
            Map.entry("ANNOTATED", "import flask as f\napp: f.Flask = f.Flask(__name__)\r\n"),
            Map.entry(
                    "CHANNELS",
                    "from channels.routing import ProtocolTypeRouter\nfrom django.core.asgi import get_asgi_application\n"
                            + "http = get_asgi_application()\napplication = ProtocolTypeRouter({'http': http})\n"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".python-version | 3.9.2 | 3.9",
                ".python-version | cpython-3.12.1 | 3.12",
                "runtime.txt | python-3.10.4 | 3.10",
                "Dockerfile | FROM registry.example.org/python:3.12-slim | 3.12",
                "pyproject.toml | [project]\\nname = 'x'\\nrequires-python = '>=3.9,<3.11' | 3.9",
                "Pipfile | [requires]\\npython_version = '3.10'\\n[packages]\\nflask = '*' | 3.10",
                "Dockerfile | FROM python:3.6-alpine | 3.11",
                "Dockerfile | FROM --platform=linux/amd64 python:3.12 AS build | 3.12",
                "Dockerfile | FROM registry.example.org/uv:python3.12-bookworm-slim | 3.12",
                "Dockerfile | FROM node:24\\nFROM registry.example.org/uv:0.11.32-python3.12-trixie AS main | 3.12",
                "Dockerfile | FROM registry.example.org/python3.12/tools:3.10 | 3.11",
                "docker/Dockerfile | FROM python:3.13.7-slim AS builder | 3.13",
                "requirements.txt | #\\n# This file is autogenerated by pip-compile with Python 3.10\\nflask==3.1.0 | 3.10",
                "requirements.txt | # This file is autogenerated by pip-compile with python 3.9\\nflask==3.1.0 | 3.9",
                "requirements.txt | #    uv pip compile app.in --python-version 3.13 -o requirements.txt\\nflask | 3.13",
                "requirements.txt | flask # not pip-compile with Python 3.10 | 3.11",
                "README.md | nothing | 3.11"
            })
    void findsPythonVersion(String file, String text, String series) throws IOException {
        write("app.py", FLASK);
        write(file, text.replace("\\n", "\n"));

        InitProject.write(request());

        assertThat(read("pom.xml")).contains("<python>" + series + "</python>");
    }

    @Test
    void skipsAnImageThatTheProjectDoesNotSupport() throws IOException {
        write("app.py", FLASK);
        write("Dockerfile", "FROM python:3.8\n");
        write("pyproject.toml", "[project]\nname = 'x'\nversion = '1'\nrequires-python = '>=3.10,<3.11'\n");

        InitProject.write(request());

        assertThat(read("pom.xml")).contains("<python>3.10</python>");
    }

    /** The project supports newer releases of the declared series only. */
    @Test
    void keepsADeclaredVersionOfWhichTheProjectSupportsNewerReleases() throws IOException {
        write("app.py", FLASK);
        write(".python-version", "3.10.9\n");
        write("Dockerfile", "FROM python:3.12\n");
        write("pyproject.toml", "[project]\nname = 'x'\nversion = '1'\nrequires-python = '>=3.10.4'\n");

        assertThat(InitProject.write(request()).assumptions()).contains("Python: 3.10 (.python-version)");
    }

    @Test
    void readsTheBeginningOfALargeFileOfPinnedVersions() throws IOException {
        write("app.py", FLASK);
        write(
                "requirements.txt",
                "# This file is autogenerated by pip-compile with Python 3.10\n" + "# via flask\n".repeat(10_000));

        assertThat(InitProject.write(request()).assumptions()).contains("Python: 3.10 (requirements.txt)");
    }

    @Test
    void skipsALinkToAnImageOutsideOfTheProject(@TempDir Path outside) throws IOException {
        Path image = Files.writeString(outside.resolve("Dockerfile"), "FROM python:3.12\n");
        write("app.py", FLASK);
        Files.createDirectories(folder.resolve("docker"));
        Files.createSymbolicLink(folder.resolve("docker/Dockerfile"), image);

        assertThat(InitProject.write(request()).assumptions()).noneMatch(one -> one.contains("Dockerfile"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requirements.txt | flask | Requirements: requirements.txt",
                "pyproject.toml | [project]\\nname = 'x'\\ndependencies = ['flask'] | Requirements: [project] of pyproject.toml",
                "pyproject.toml | [tool.poetry]\\nname = 'x'\\n[tool.poetry.dependencies]\\nflask = '*' | Requirements: [tool.poetry] of",
                "Pipfile | [packages]\\nflask = '*' | Requirements: Pipfile",
                "requirements/base.txt | flask | Requirements: requirements/base.txt",
                "README.md | nothing | Requirements: no declaration was found; the POM requires `flask`"
            })
    void findsRequirements(String file, String text, String assumption) throws IOException {
        write("app.py", FLASK);
        write(file, text.replace("\\n", "\n"));

        InitProject project = InitProject.write(request());

        assertThat(project.assumptions()).anyMatch(line -> line.startsWith(assumption));
        if (file.equals("requirements/base.txt")) {
            assertThat(read("pom.xml")).contains("<requirementsFile>requirements/base.txt</requirementsFile>");
        }
        assertThat(read("pom.xml").contains("<requirement>flask</requirement>")).isEqualTo(file.equals("README.md"));
    }

    @Test
    void takesNameAndVersionFromPyProject() throws IOException {
        write("app.py", FLASK);
        write("pyproject.toml", "[project]\nname = 'Web.Shop'\nversion = '2.1.0.dev3'\n");

        InitProject project = InitProject.write(request());

        assertThat(project.assumptions()).contains("Coordinates: com.example:web-shop:2.1.0-SNAPSHOT");
    }

    @ParameterizedTest
    @CsvSource({
        "flask, flask_app",
        "class, class_app",
        "Site, site_app",
        "2shop, app_2shop",
        "my.shop, my_shop",
        "Ü & <b>, b",
        "日本, app"
    })
    void namesAPackageThatHidesNoModule(String name, String module) throws IOException {
        folder = Files.createDirectory(temporary.resolve(name));

        InitProject.write(ofFramework("flask"));

        assertThat(read("pom.xml")).contains("<application>" + module + ".app:app</application>");
        assertThat(folder.resolve("src/main/python/" + module + "/app.py")).exists();
    }

    @Test
    void readsModulesOfAnEditorOfWindows() throws IOException {
        write("app.py", "\uFEFF" + FLASK.replace("\n", "\r\n"));

        InitProject.write(request());

        assertThat(read("pom.xml")).contains("<application>app:app</application>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flask", "django", "fastapi", "wsgi"})
    void writesNewApplication(String framework) throws IOException {
        write("README.md", "# Shop\n");

        InitProject project = InitProject.write(ofFramework(framework));

        Golden.assertMatches("init/new-" + framework + ".txt", String.join("\n", project.files()));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("${", "__module__", "@application@", "@pluginVersion@");
            }
        }
    }

    @Test
    void overwritesNothing() throws IOException {
        django("");
        write("pom.xml", "<project/>");
        write("src/main/hooks/pre-deploy/10-migrate.py", "mine");

        Golden.assertMatches("init/files-exist.txt", failure(request()));
        assertThat(read("src/main/hooks/pre-deploy/10-migrate.py")).isEqualTo("mine");
        assertThat(folder.resolve("src/main/hooks/pre-deploy/20-collectstatic.py"))
                .doesNotExist();
    }

    @Test
    void writesNothingIfAFolderIsAFile() throws IOException {
        django("");
        write("src", "");

        Golden.assertMatches("init/no-folder.txt", failure(request()));
        assertThat(folder.resolve("pom.xml")).doesNotExist();
    }

    @Test
    void writesNothingIfOneFileFails() throws IOException {
        String tooLong = "c".repeat(300);

        assertThatThrownBy(() -> NewFiles.write(folder, Map.of("a/b.txt", "", tooLong, "")))
                .isInstanceOf(IOException.class);
        assertThat(folder.resolve("a")).doesNotExist();
    }

    /** A workspace: its pyproject.toml declares no dependencies. */
    @Test
    void reportsDeclarationsInAnotherFolder() throws IOException {
        write("pyproject.toml", "[tool.uv.workspace]\nmembers = ['backend']\n");
        write("backend/pyproject.toml", "[project]\nname = 'x'\ndependencies = ['flask']\n");
        write("backend/app.py", FLASK);

        Golden.assertMatches("init/declared-elsewhere.txt", failure(request()));
    }

    @Test
    void remarksSettingsForDevelopment() throws IOException {
        django("");
        for (String file : new String[] {"manage.py", "config/wsgi.py"}) {
            write(file, read(file).replace("settings.base", "settings.dev"));
        }
        write("config/settings/dev.py", "from .base import *\n");

        InitProject project = InitProject.write(request());

        assertThat(project.checks()).anyMatch(line -> line.startsWith("settings: "));
        assertThat(project.files()).hasSize(4);
    }

    /** Settings and hooks are those of Django, although another function creates the application. */
    @Test
    void recognizesDjangoByItsSettings() throws IOException {
        write("shop/__init__.py", "");
        write("shop/settings.py", "DATABASES = {}\n");
        write(
                "shop/asgi.py",
                "import os\nfrom shop.handler import wrapped\n"
                        + "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\napplication = wrapped()\n");

        InitProject project = InitProject.write(request());

        assertThat(read("pom.xml")).contains("<interface>asgi</interface>");
        assertThat(project.files()).contains("src/main/hooks/pre-deploy/10-migrate.py");
    }

    @Test
    void listsSeveralApplications() throws IOException {
        write("shop.py", FACTORY);
        write("admin.py", FLASK);

        Golden.assertMatches("init/several.txt", failure(request()));
    }

    @Test
    void takesTheRequestedApplication() throws IOException {
        write("shop.py", FACTORY);
        write("admin.py", FLASK);

        InitProject.write(with(Optional.of("shop:create_app()"), Optional.empty()));

        assertThat(read("pom.xml")).contains("<application>shop:create_app()</application>");
    }

    @Test
    void reportsMissingApplication() throws IOException {
        write("library.py", "def add(a, b):\n    return a + b\n");

        Golden.assertMatches("init/nothing-found.txt", failure(request()));
    }

    @Test
    void reportsInputWithoutEffect() throws IOException {
        Golden.assertMatches(
                "init/application-in-empty-folder.txt", failure(with(Optional.of("shop:app"), Optional.empty())));
        Golden.assertMatches(
                "init/interface-of-template.txt", failure(with(Optional.empty(), Optional.of(Protocol.ASGI))));
        write("app.py", FLASK);
        Golden.assertMatches("init/framework-in-project.txt", failure(ofFramework("django")));
        Golden.assertMatches("init/unknown-module.txt", failure(with(Optional.of("shop:app"), Optional.empty())));
        Golden.assertMatches("init/other-interface.txt", failure(with(Optional.empty(), Optional.of(Protocol.ASGI))));
    }

    @Test
    void reportsInvalidValues() throws IOException {
        Golden.assertMatches("init/unknown-framework.txt", message(() -> Framework.parse("rails")));
        Golden.assertMatches(
                "init/invalid-coordinates.txt", message(() -> new PomCoordinates("org example", "shop", "1")));
        assertThat(folder).isEmptyDirectory();
    }

    private void django(String root) throws IOException {
        write(
                root + "manage.py",
                "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.base')\n");
        write(root + "config/__init__.py", "");
        write(root + "config/settings/__init__.py", "");
        write(
                root + "config/settings/base.py",
                "INSTALLED_APPS = ['django.contrib.staticfiles']\nWSGI_APPLICATION = 'config.wsgi.application'\n"
                        + "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3'}}\nSTATIC_ROOT = 'x'\n");
        write(
                root + "config/wsgi.py",
                "import os\nfrom django.core.wsgi import get_wsgi_application\n"
                        + "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.settings.base')\n"
                        + "application = get_wsgi_application()\n");
        write(
                root + "config/asgi.py",
                "from django.core.asgi import get_asgi_application\napplication = get_asgi_application()\n");
        write(root + "requirements.txt", "django\n");
        write("runtime.txt", "python-3.11.9\n");
        write("docs/index.md", "");
    }

    private InitRequest request() {
        return with(Optional.empty(), Optional.empty());
    }

    private InitRequest with(Optional<String> application, Optional<Protocol> protocol) {
        return request(application, protocol, Optional.empty());
    }

    private InitRequest ofFramework(String framework) {
        return request(Optional.empty(), Optional.empty(), Optional.of(Framework.parse(framework)));
    }

    /** No Python is on this machine's PATH, so that no result depends on it. */
    private InitRequest request(
            Optional<String> application, Optional<Protocol> protocol, Optional<Framework> framework) {
        Optional<String> none = Optional.empty();
        Interpreters machine = Interpreters.of(Map.of("PATH", ""));
        return new InitRequest(folder, application, protocol, framework, none, none, none, none, "1.0.0", machine);
    }

    private String failure(InitRequest request) {
        return message(() -> InitProject.write(request));
    }

    private static String message(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(UserException.class, call).getMessage();
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String read(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }
}
