package io.github.pywar.python.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files in {@code src/test/resources/startup} are those of released wheels. */
class SetuptoolsCodeTest {

    private static final String ZOPE = "zope.interface-7.2";
    private static final String OWN_FILE = "distutils-precedence.pth";

    @TempDir
    Path folder;

    private static String text(String release) {
        try (InputStream file = SetuptoolsCodeTest.class.getResourceAsStream("/startup/" + release + ".pth")) {
            return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOwn(String name, String file, String text) {
        return SetuptoolsCode.wrote(PackageName.parse(name), file, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static boolean isNamespace(String text) {
        return isOwn("any", "any-1.0-py3.12-nspkg.pth", text);
    }

    /** Returns copies of a text, each with another byte at one place, and without the byte. */
    private static List<String> changed(String text) {
        List<String> all = new ArrayList<>();
        for (int at = 0; at < text.length(); at++) {
            char other = (char) (text.charAt(at) ^ 1);
            all.add(text.substring(0, at) + other + text.substring(at + 1));
            all.add(text.substring(0, at) + text.substring(at + 1));
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"setuptools-52.0.0, 7ea7ffef3fe2", "setuptools-80.9.0, 2638ce9e2500"})
    void knowsTheFileOfSetuptools(String release, String hash) {
        String text = text(release);

        assertThat(Sha256.of(text.getBytes(StandardCharsets.ISO_8859_1)).hex()).startsWith(hash);
        assertThat(isOwn("setuptools", OWN_FILE, text)).isTrue();
        assertThat(isOwn("setup-tools", OWN_FILE, text)).isFalse();
        assertThat(isOwn("setuptools", "distutils.pth", text)).isFalse();
        assertThat(isOwn("setuptools", "distutils-nspkg.pth", text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"setuptools-52.0.0", "setuptools-80.9.0"})
    void refusesTheFileOfSetuptoolsWithOneByteChanged(String release) {
        assertThat(changed(text(release))).noneMatch(text -> isOwn("setuptools", OWN_FILE, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "google-cloud-core-0.20.0",
                "google-cloud-core-0.24.1",
                "google-cloud-storage-2.0.0",
                "sphinxcontrib-httpdomain-1.5.0",
                "zope.deprecation-4.4.0",
                ZOPE,
                "written-by-84.2.1",
            })
    void knowsTheFilesOfNamespaces(String release) {
        String text = text(release);

        assertThat(isNamespace(text)).isTrue();
        assertThat(isOwn("any", "any.pth", text)).isFalse();
        assertThat(isOwn("any", "any-nspkg.start", text)).isFalse();
        assertThat(changed(text)).noneMatch(SetuptoolsCodeTest::isNamespace);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_ab", "a1", "Zope", "zope_x", "NAME", "PATH"})
    void knowsNamesOfAnyNamespace(String name) {
        boolean isPrivate = name.startsWith("_");

        assertThat(isNamespace(text(ZOPE).replace("'zope'", "'" + name + "'"))).isEqualTo(!isPrivate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1a",
                "a-b",
                "a.b",
                "a/b",
                "..",
                "a b",
                "a'b",
                "a\"b",
                "a;b",
                "a,b",
                "a)b",
                "a'+'b",
                "a\\x00b",
                "a\u0000b",
                "\u00e9a",
                "$name",
                "<name>",
                "json",
                "email",
                "distutils",
                "site",
                "sitecustomize",
                "usercustomize",
                "_pywar",
            })
    void refusesOtherNames(String name) {
        assertThat(isNamespace(text(ZOPE).replace("'zope'", "'" + name + "'"))).isFalse();
    }

    @Test
    void refusesANameThatDiffersWithinALine() {
        String text = text(ZOPE);

        for (int at = text.indexOf("'zope'"); at >= 0; at = text.indexOf("'zope'", at + 1)) {
            assertThat(isNamespace(text.substring(0, at) + "'evil'" + text.substring(at + "'zope'".length())))
                    .isFalse();
        }
    }

    @Test
    void refusesEachOtherByteAroundTheLines() {
        String text = text(ZOPE);
        String own = text("setuptools-80.9.0");

        assertThat(List.of(
                        "",
                        "\n",
                        text + "import os\n",
                        "import os\n" + text,
                        text + "zope\n",
                        text + "# a comment\n",
                        text + "\n",
                        text.replace("\n", "\r\n"),
                        text.replace("\n", "\r"),
                        text.replace("\n", "\u000b\n"),
                        "\u00ef\u00bb\u00bf" + text,
                        " " + text,
                        text.replace("\n", ";import os\n"),
                        text.replace("\n", " \n"),
                        text.repeat(100)))
                .noneMatch(SetuptoolsCodeTest::isNamespace);
        assertThat(isNamespace(text + text)).isTrue();
        assertThat(List.of(own + own, own.replace("\n", "\r\n"), "\u00ef\u00bb\u00bf" + own, own.strip(), own + "x\n"))
                .noneMatch(one -> isOwn("setuptools", OWN_FILE, one));
    }

    @Test
    void marksTheCodeOfAWheel() throws IOException {
        TestWheel web = TestWheel.of("web", "1.0")
                .file("web/__init__.py", "")
                .file("other.pth", "import os\n")
                .file(OWN_FILE, text("setuptools-80.9.0"))
                .file("web-1.0-nspkg.pth", text(ZOPE));

        assertThat(PackageCode.of(Wheel.open(web.write(folder))).code())
                .filteredOn(StartupCode::isKnown)
                .extracting(StartupCode::file)
                .containsExactly("web-1.0-nspkg.pth");
    }

    /** A known file loads such a module, and native code runs when it is loaded. */
    @ParameterizedTest
    @CsvSource({
        "zope.abi3.so, true",
        "zope.pyd, true",
        "zope/__init__.cpython-311-x86_64-linux-gnu.so, true",
        "other-1.0.data/platlib/zope.so, true",
        "_distutils_hack/__init__.so, true",
        "zope/fast.so, false",
        "zope.py, false",
        "zopes.so, false",
        "other-1.0.data/data/zope.so, false",
    })
    void findsNativeModulesThatKnownCodeLoads(String path, boolean isFound) throws IOException {
        TestWheel web = TestWheel.of("web", "1.0").file("web.py", "").file("web-nspkg.pth", text(ZOPE));
        TestWheel tools =
                TestWheel.of("setuptools", "80.9.0").file("tools.py", "").file(OWN_FILE, text("setuptools-80.9.0"));
        TestWheel other = TestWheel.of("other", "1.0").file("other.py", "");
        TestWheel hidden = path.startsWith("other-1.0.data/")
                ? other.data(path.substring("other-1.0.data/".length()), "")
                : other.file(path, "");
        List<Wheel> wheels = List.of(
                Wheel.open(hidden.write(folder)), Wheel.open(web.write(folder)), Wheel.open(tools.write(folder)));

        List<StartupCode> found = PackageCode.of(wheels).get(0).code();

        assertThat(found).hasSize(isFound ? 1 : 0).noneMatch(StartupCode::isKnown);
        assertThat(PackageCode.of(wheels.subList(0, 1)).get(0).code()).isEmpty();
    }
}
