package io.github.pywar.python.requirementsfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementsFileTest {

    private static final MarkerEnvironment LINUX =
            MarkerEnvironment.of(Map.of("sys_platform", "linux", "python_version", "3.11"));

    @TempDir
    private Path folder;

    @Test
    void locatesRequirements() throws IOException {
        write("requirements/base.txt", "# base\nflask>=3\n");
        write("requirements.txt", "-r requirements/base.txt\nredis ; sys_platform == 'win32'\nsix \\\n  >=1\n");

        assertThat(read().requirements(LINUX))
                .map(DeclaredRequirement::toString)
                .containsExactly("flask>=3 (requirements/base.txt:2)", "six>=1 (requirements.txt:3)");
    }

    @Test
    void separatesConstraintsFromRequirements() throws IOException {
        write("pins.txt", "flask==3.0.0\n-r more.txt\n");
        write("more.txt", "six\n");
        write("requirements.txt", "-c pins.txt\nflask\n");
        RequirementsFile file = read();

        assertThat(file.constraints(LINUX)).map(d -> d.requirement().toString()).containsExactly("flask==3.0.0");
        assertThat(file.requirements(LINUX))
                .map(d -> d.requirement().toString())
                .containsExactly("six", "flask");
        assertThat(file.sources()).containsExactly("requirements.txt", "pins.txt", "more.txt");
    }

    @Test
    void requiresHashesOfAllIfOneIsDeclared() throws IOException {
        write("requirements.txt", "six==1.16.0 --hash=sha256:aa \\\n    --hash sha256:bb\n");
        RequirementsFile file = read();

        assertThat(file.requiresHashes()).isTrue();
        assertThat(file.requirements(LINUX).get(0).hashes()).isEqualTo(Map.of("sha256", Set.of("aa", "bb")));
        write("requirements.txt", "--no-require-hashes\nsix==1.16.0 --hash=sha256:aa\n");
        assertThat(read().requiresHashes()).isFalse();
        write("requirements.txt", "--require-hashes\nsix\n");
        assertThat(read().requiresHashes()).isTrue();
    }

    @Test
    void lastOptionDecides() throws IOException {
        write("requirements.txt", """
                --extra-index-url https://old.example.org/simple
                -i https://index.example.org/simple
                --extra-index-url=https://extra.example.org/simple
                -f wheels --find-links https://example.org/wheels.html
                --no-binary :all: --only-binary Foo_Bar
                --pre --only-final six
                """);
        RequirementsOptions options = read().options();

        assertThat(options.indexUrl().orElseThrow().value()).isEqualTo("https://index.example.org/simple");
        assertThat(options.indexUrl().orElseThrow().location()).hasToString("requirements.txt:2");
        assertThat(options.extraIndexUrls())
                .map(RequirementsOptions.OptionValue::value)
                .containsExactly("https://extra.example.org/simple");
        assertThat(options.findLinks())
                .map(RequirementsOptions.OptionValue::value)
                .containsExactly("wheels", "https://example.org/wheels.html");
        assertThat(options.formats().noBinary()).containsExactly(":all:");
        assertThat(options.formats().onlyBinary()).containsExactly("foo-bar");
        assertThat(options.allReleases()).containsExactly(":all:");
        assertThat(options.onlyFinal()).containsExactly("six");
    }

    @Test
    void resolvesFindLinksRelativeToTheirFile() throws IOException {
        write("sub/wheels/note.txt", "");
        write("sub/more.txt", "-f wheels -f elsewhere\n");
        write("requirements.txt", "-r sub/more.txt\n-f sub/wheels\n");
        String beside = folder.resolve("sub/wheels").toUri().toString();

        assertThat(read().options().findLinks())
                .map(RequirementsOptions.OptionValue::value)
                .containsExactly(beside, "elsewhere", beside);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --no-binary :all:                          | 1
                    --no-binary a,Flask                        | 1
                    --no-binary flask & --no-binary x           | 1
                    --only-binary flask & --no-binary :all:     | 2
                    --no-binary :all: --only-binary flask      |
                    --no-binary flask --only-binary :all:      |
                    --only-binary :all: & --no-binary flask     | 2
                    --no-binary :all:,flask,:none:             |
                    flask --no-binary flask                    | 1
                    """)
    void lastFormatOptionOfANameDecides(String lines, Integer line) throws IOException {
        write("requirements.txt", lines.replace(" & ", "\n") + "\n");

        assertThat(read().options()
                        .formats()
                        .sourceRequestedAt(PackageName.parse("flask"))
                        .map(SourceLocation::line))
                .isEqualTo(Optional.ofNullable(line));
    }

    @Test
    void replacesVariablesAndHidesTheirValues() throws IOException {
        write("requirements.txt", "foo @ https://${USER_1}:${TOKEN}@example.org/foo-1-py3-none-any.whl\n");
        RequirementsFile file = RequirementsFile.read(
                folder.resolve("requirements.txt"), name -> name.equals("TOKEN") ? "s3cret" : null);

        assertThat(file.requirements(LINUX).get(0).requirement().url())
                .contains("https://${USER_1}:s3cret@example.org/foo-1-py3-none-any.whl");
        assertThat(file.requirements(LINUX).get(0)).asString().doesNotContain("s3cret");

        write("requirements.txt", "https://example.org/${TOKEN}/foo\n");
        assertThatThrownBy(() -> RequirementsFile.read(folder.resolve("requirements.txt"), name -> "s3cret")
                        .requirements(LINUX))
                .hasMessageContaining("/${TOKEN}/foo` cannot be packaged")
                .hasMessageNotContaining("s3cret");

        write("requirements.txt", "foo @ https://${TOKEN}@example.org/a.whl oops\n--bogus=${TOKEN}\n");
        assertThatThrownBy(() -> RequirementsFile.read(folder.resolve("requirements.txt"), name -> "s3cret"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("${TOKEN}")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void acceptsWheelsByPathAndUrl() throws IOException {
        write("libs/Shop_Core-1.2-py3-none-any.whl", "");
        write("sub/requirements.txt", "libs/Shop_Core-1.2-py3-none-any.whl\n");
        write(
                "requirements.txt",
                "-r sub/requirements.txt\nhttps://example.org/w/six-1.16.0-py2.py3-none-any.whl#sha256=ab12\n");

        assertThat(read().requirements(LINUX))
                .satisfiesExactly(
                        local -> {
                            assertThat(local.requirement().name()).hasToString("shop-core");
                            assertThat(local.requirement().url())
                                    .contains(folder.resolve("libs/Shop_Core-1.2-py3-none-any.whl")
                                            .toUri()
                                            .toString());
                        },
                        remote -> {
                            assertThat(remote.requirement().name()).hasToString("six");
                            assertThat(remote.hashes()).isEqualTo(Map.of("sha256", Set.of("ab12")));
                        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    git+https://user:pass@git.example.org/shop.git@main#egg=shop       | shop
                    git+ssh://git@git.example.org/team/shop.git#egg=shop[dev]          | shop[dev]
                    -e git+https://git.example.org/x.git@1.0#egg=shop&subdirectory=lib | shop
                    hg+https://hg.example.org/shop#egg=Shop                            | shop
                    shop @ git+https://git.example.org/x.git@main                      | shop
                    shop[dev] @ https://example.org/shop-1.0.tar.gz                    | shop[dev]
                    https://example.org/main.zip#egg=shop                              | shop
                    ./lib#egg=shop                                                     | shop
                    -e ./lib#egg=shop[dev]                                             | shop[dev]
                    """)
    void acceptsNamedSourceCode(String line, String requirement) throws IOException {
        write("lib/pyproject.toml", "");
        write("requirements.txt", line + "\n");
        List<DeclaredRequirement> declared = read().requirements(LINUX);

        assertThat(declared)
                .map(one -> one.requirement().toString().replaceFirst(" @ .*", ""))
                .containsExactly(requirement);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    git+https://git.example.org/shop.git@main | git+https://git.example.org/shop.git@main
                    ./lib                                     | FOLDER/lib/
                    -e ./lib[dev]                             | FOLDER/lib/[dev]
                    -e lib                                    | FOLDER/lib/
                    -e lib#subdirectory=core                  | FOLDER/lib/#subdirectory=core
                    dist/shop-1.0.tar.gz                      | FOLDER/dist/shop-1.0.tar.gz
                    https://example.org/main.zip[dev]         | https://example.org/main.zip[dev]
                    -e .                                      | FOLDER/
                    """)
    void leavesTheNameOfSourceCodeToItsMetadata(String line, String reference) throws IOException {
        write("lib/pyproject.toml", "");
        write("dist/shop-1.0.tar.gz", "");
        write("requirements.txt", line + "\n");

        assertThat(read().requirements(LINUX)).isEmpty();
        assertThat(read().unnamed(LINUX))
                .map(Object::toString)
                .containsExactly(
                        "`" + reference.replace("FOLDER/", folder.toUri().toString()) + "` (requirements.txt:1)");
    }

    @Test
    void keepsTheHashesOfUnnamedSourceCode() throws IOException {
        write(
                "requirements.txt",
                "https://example.org/a.zip#sha256=ab12 --hash=sha256:cd34\n./x ; sys_platform == 'win32'\n");

        assertThat(read().unnamed(LINUX)).singleElement().satisfies(one -> {
            assertThat(one.hashes()).isEqualTo(Map.of("sha256", Set.of("ab12", "cd34")));
            assertThat(one.named(PackageName.parse("a")).requirement())
                    .hasToString("a @ https://example.org/a.zip#sha256=ab12");
        });
    }

    @Test
    void refusesAConstraintWithoutAName() throws IOException {
        write("lib/pyproject.toml", "");
        write("pins.txt", "./lib\n");
        write("requirements.txt", "-c pins.txt\n");

        Golden.assertMatches("requirements-file/unnamed-constraint.txt", errorOrResult());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    editable        | -e ./shop
                    directory       | ./shop[dev]
                    parent          | ../shop
                    subversion      | svn+https://user:pass@svn.example.org/shop@main#egg=shop
                    named-bazaar    | shop @ bzr+https://bzr.example.org/shop
                    address         | git+git@git.example.org:team/shop.git
                    page            | shop @ https://git.example.org/team/shop
                    sdist-path      | dist/shop-1.0.tar.gz
                    missing-wheel   | ./dist/shop-1.0-py3-none-any.whl
                    unknown-option  | flask --bogus
                    global-option   | flask --global-option="--no-user-cfg"
                    unclosed-quote  | --index-url "https://index.example.org
                    weak-hash       | flask==3.0 --hash=md5:abc
                    missing-value   | --index-url
                    missing-include | -r nowhere.txt
                    remote-include  | -r https://example.org/requirements.txt
                    self-include    | -r requirements.txt
                    malformed       | flask >= 3.0 oops
                    lonely-hash     | --hash=sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
                    hash-of-include | -r more.txt --hash=sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824
                    stray-word      | --pre flask
                    stray-end       | --pre -- flask
                    late-editable   | flask -e ./shop
                    option-include  | -r more.txt --pre
                    nul-include     | -r a\0b.txt
                    nul-wheel       | ./a\0b-1.0-py3-none-any.whl
                    """)
    void reportsUnusableLines(String name, String line) throws IOException {
        write("requirements.txt", "# the shop\n" + line.replace("\\0", "\0") + "\n");

        Golden.assertMatches("requirements-file/" + name + ".txt", errorOrResult());
    }

    /** Any text in the place of a path leads to a result or to an error of the product. */
    @ParameterizedTest
    @ValueSource(
            strings = {"-r %s", "-c %s", "./%s", "-f %s", "x @ file:///%s-1.0-py3-none-any.whl", "%s-1-py3-none-any.whl"
            })
    void acceptsAnyTextAsPath(String form) throws IOException {
        for (String path : List.of("a\0b", "\u0001", "*?", "a".repeat(5000), "//", "C:\\x", "%00", "~", "|")) {
            write("requirements.txt", form.formatted(path) + "\n");

            assertThat(errorOrResult()).isNotEmpty();
        }
    }

    @Test
    void reportsAllErrorsOfAFile() throws IOException {
        write("requirements.txt", "flask >= 3.0 oops\nsix\n--bogus\nredis==\n");
        Golden.assertMatches("requirements-file/several-faults.txt", errorOrResult());

        write("pins.txt", "flask[async]==3.0\n");
        write("requirements.txt", "-c pins.txt\n-e .\nsix @ git+https://git.example.org/six.git\n");
        Golden.assertMatches("requirements-file/constraint-extras.txt", errorOrResult());
    }

    @Test
    void endsPathsAtAnySemicolon() throws IOException {
        write("shop-1.2-py3-none-any.whl", "");
        write(
                "requirements.txt",
                "./shop-1.2-py3-none-any.whl;sys_platform == 'win32'\n./shop-1.2-py3-none-any.whl[dev];python_version > '3'\n");

        assertThat(read().requirements(LINUX))
                .map(declared -> declared.requirement().name() + " "
                        + declared.requirement().extras())
                .containsExactly("shop [dev]");
    }

    @Test
    void acceptsAnEmptyMarker() throws IOException {
        write("requirements.txt", "redis ;\nsix==1.0;\nshop @ https://example.org/shop-1-py3-none-any.whl ;\n");

        assertThat(read().requirements(LINUX))
                .map(declared -> declared.requirement().toString())
                .containsExactly("redis", "six==1.0", "shop @ https://example.org/shop-1-py3-none-any.whl");
    }

    @Test
    void ignoresLinesOfOtherTargets() throws IOException {
        write(
                "requirements.txt",
                "./shop ; sys_platform == 'win32'\nsix @ git+https://x.example/y ; python_version < '3'\n");

        assertThat(read().requirements(LINUX)).isEmpty();
    }

    @Test
    void detectsTheEncoding() throws IOException {
        Files.write(folder.resolve("requirements.txt"), "\uFEFFsix # \u00e9\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(read().requirements(LINUX)).hasSize(1);

        Files.write(
                folder.resolve("requirements.txt"),
                "# -*- coding: latin-1 -*-\nsix # \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(read().requirements(LINUX)).hasSize(1);

        write("requirements.txt", "# coding: klingon\nsix\n");
        assertThatThrownBy(this::read)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("names the unknown encoding `klingon`");
    }

    /** A line of a password file must never be in a log. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-r ../../secrets/.netrc",
                "-c ../../secrets/.netrc",
                "-r ABSOLUTE/secrets/.netrc",
                "-r link-to-netrc",
                "-r inside/link-to-folder/.netrc"
            })
    void rejectsIncludesOutsideTheProject(String line) throws IOException {
        write("secrets/.netrc", "machine h login u password TOPSECRET\n");
        write("project/module/requirements.txt", line.replace("ABSOLUTE", folder.toString()) + "\n");
        Path module = folder.resolve("project/module");
        Files.createSymbolicLink(module.resolve("link-to-netrc"), folder.resolve("secrets/.netrc"));
        Files.createDirectories(module.resolve("inside"));
        Files.createSymbolicLink(module.resolve("inside/link-to-folder"), folder.resolve("secrets"));

        assertThatThrownBy(() -> readModule(module))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the project: ")
                .hasMessageContaining("included by: requirements.txt:1")
                .hasMessageNotContaining("TOPSECRET");
    }

    @Test
    void acceptsIncludesAnywhereInTheProject() throws IOException {
        write("project/base.txt", "flask\n");
        write("project/module/requirements.txt", "-r ../base.txt\n");

        assertThat(readModule(folder.resolve("project/module")).requirements(LINUX))
                .hasSize(1);
    }

    @Test
    void hidesLinesOfFilesOutsideTheProject() throws IOException {
        write("secrets/.netrc", "machine h login u password TOPSECRET\n--hash=TOPSECRET\n./TOPSECRET\n-e TOPSECRET\n");
        FileScope project = FileScope.of(List.of(Files.createDirectories(folder.resolve("project"))));
        Throwable error =
                catchThrowable(() -> RequirementsFile.read(folder.resolve("secrets/.netrc"), project, name -> null)
                        .requirements(LINUX));

        assertThat(error).isInstanceOf(UserException.class).hasMessageNotContaining("TOPSECRET");
        Golden.assertMatches("requirements-file/foreign.txt", error.getMessage());
    }

    private static RequirementsFile readModule(Path module) throws IOException {
        FileScope project = FileScope.of(List.of(module.getParent()));
        return RequirementsFile.read(module.resolve("requirements.txt"), project, name -> null);
    }

    @Test
    void limitsTheNumberOfIncludes() throws IOException {
        write("requirements.txt", "-r r0.txt\n-r r0.txt\n");
        for (int i = 0; i < 24; i++) {
            write("r" + i + ".txt", "-r r" + (i + 1) + ".txt\n-r r" + (i + 1) + ".txt\n");
        }
        write("r24.txt", "colors==1.0\n");

        assertThat(errorOrResult()).contains("there are more than 1000 includes");
    }

    @Test
    void limitsTheDepthOfIncludes() throws IOException {
        write("requirements.txt", "-r r0.txt\n");
        for (int i = 0; i < 60; i++) {
            write("r" + i + ".txt", "-r r" + (i + 1) + ".txt\n");
        }
        write("r60.txt", "colors==1.0\n");

        assertThat(errorOrResult()).contains("includes are more than 50 levels deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ", "\u00a0", "\\", "#", " #", "-", "--pre ", "[", "://", "@", "\"", "' ", ";", " ; ", "${A}", "a,",
                "("
            })
    @Timeout(60)
    void readsLongLinesInLinearTime(String part) throws IOException {
        for (String line : List.of("%s", "flask%s", "flask %s\\\n x", "--index-url %s", "x @ https://%s")) {
            write("requirements.txt", line.formatted(part.repeat((1 << 17) / part.length())) + "x\n");

            assertThat(errorOrResult()).isNotEmpty();
        }
    }

    @Test
    void limitsTheSizeOfAFile() throws IOException {
        Files.write(folder.resolve("requirements.txt"), new byte[(8 << 20) + 1]);

        assertThat(errorOrResult()).contains("`requirements.txt` is larger than 8 MB");
    }

    private String errorOrResult() throws IOException {
        try {
            return "accepted: " + read().requirements(LINUX);
        } catch (UserException e) {
            return e.getMessage();
        }
    }

    private RequirementsFile read() throws IOException {
        return RequirementsFile.read(folder.resolve("requirements.txt"), name -> null);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }
}
