package io.github.pywar.python.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.version.VersionSpecifiers;
import io.github.pywar.testing.Golden;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockFileTest {

    private static final TargetEnvironment TARGET =
            TargetEnvironment.of(PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"));
    private static final Map<String, String> HASH = Map.of("sha256", "ab12");

    @Test
    void skipsVariantWheels() {
        String lock = """
                lock-version = "1.0"
                created-by = "test"
                [[packages]]
                name = "demo"
                version = "1.0"
                wheels = [
                    {url = "https://x/demo-1.0-py3-none-any-null.whl", hashes = {sha256 = "ab"}},
                    {url = "https://x/demo-1.0-py3-none-any.whl", hashes = {sha256 = "ab"}},
                ]
                """;

        LockedPackage demo = LockFile.parse(lock.getBytes(StandardCharsets.UTF_8), "pylock.toml")
                .packages()
                .get(0);

        assertThat(demo.artifacts()).extracting(LockedArtifact::name).containsExactly("demo-1.0-py3-none-any.whl");
    }

    @Test
    void keepsToolsAndIdentitiesOfAPackage() {
        LockedPackage demo = LockedPackage.of(PackageName.parse("demo"), Version.parse("1.0"))
                .artifact(wheel("demo-1.0-py3-none-any.whl"))
                .attestations(List.of(Map.of("kind", "GitHub", "repository", "acme/\"demo")))
                .tool(Map.of("pywar", Map.of("list", List.of(Map.of("a", "1")), "flag", true), "x.y", Map.of("b", "2")))
                .build();
        String text = LockFile.builder("test").add(demo).build().toToml();

        LockedPackage read = LockFile.parse(text.getBytes(StandardCharsets.UTF_8), "pylock.toml")
                .packages()
                .get(0);

        assertThat(text).contains("tool.pywar.flag = true\n", "tool.\"x.y\".b = \"2\"\n");
        assertThat(read.attestations()).isEqualTo(demo.attestations());
        assertThat(read.tool()).isEqualTo(demo.tool());
    }

    private static LockFile shop() {
        LockedPackage psycopg = LockedPackage.of(PackageName.parse("psycopg_binary"), Version.parse("3.2.0"))
                .index("https://index.example.org/simple")
                .artifact(wheel("psycopg_binary-3.2.0-cp311-cp311-manylinux_2_17_x86_64.whl"))
                .artifact(wheel("psycopg_binary-3.2.0-cp311-cp311-manylinux_2_28_x86_64.whl"))
                .artifact(wheel("psycopg_binary-3.2.0-cp312-cp312-manylinux_2_28_x86_64.whl"))
                .build();
        LockedPackage flask = LockedPackage.of(PackageName.parse("flask"), Version.parse("3.1.0"))
                .requiresPython(VersionSpecifiers.parse(">=3.9"))
                .dependency(PackageName.parse("werkzeug"))
                .dependency(PackageName.parse("click"))
                .artifact(wheel("flask-3.1.0-py3-none-any.whl")
                        .withSize(103_000)
                        .withUploadTime(OffsetDateTime.parse("2025-01-02T03:04:05.678+01:00")))
                .build();
        LockedPackage debug = LockedPackage.of(PackageName.parse("pudb"), Version.parse("1!2.0+local.1"))
                .marker(Marker.parse("'dev' in dependency_groups"))
                .artifact(LockedArtifact.localFile(
                        "pudb-1!2.0+local.1-py3-none-any.whl", "libs/pudb-1!2.0+local.1-py3-none-any.whl", HASH))
                .build();
        return LockFile.builder("pywar 1.0")
                .environments(List.of(Marker.parse("python_version == '3.11' and sys_platform == 'linux'")))
                .requiresPython(VersionSpecifiers.parse("==3.11.*"))
                .groups(List.of(ExtraName.parse("dev")))
                .defaultGroups(List.of(ExtraName.parse("dev")))
                .add(psycopg)
                .add(flask)
                .add(debug)
                .tool("pywar", Map.of("target", Map.of("python", "3.11"), "inputs", "a \"b\" \\ \n", "level", 1))
                .build();
    }

    private static LockedArtifact wheel(String name) {
        return LockedArtifact.file(name, URI.create("https://files.example.org/" + name), HASH);
    }

    @Test
    void writesSortedPackagesWithOneFileALine() {
        Golden.assertMatches("lock/pylock.toml", shop().toToml());
    }

    @Test
    void writesTheTextThatItRead() {
        assertThat(parse(shop().toToml()).toToml()).isEqualTo(shop().toToml());
    }

    @Test
    void selectsTheBestWheelForTheTarget() {
        assertThat(parse(shop().toToml()).select(LockRequest.of(TARGET)))
                .map(LockSelection::artifact)
                .map(LockedArtifact::name)
                .containsExactly(
                        "flask-3.1.0-py3-none-any.whl",
                        "psycopg_binary-3.2.0-cp311-cp311-manylinux_2_28_x86_64.whl",
                        "pudb-1!2.0+local.1-py3-none-any.whl");
        assertThat(shop().select(LockRequest.of(TARGET).withGroups(List.of()))).hasSize(2);
    }

    @Test
    void rejectsCredentials() {
        assertThatThrownBy(() -> LockedArtifact.file("a", URI.create("https://u:p@example.org/a.whl"), HASH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("u:p");
    }

    @Test
    void reportsTheRequiredPythonRelease() {
        LockFile whole = LockFile.builder("other")
                .requiresPython(VersionSpecifiers.parse(">=3.11.4"))
                .build();
        LockFile part = LockFile.builder("other")
                .add(LockedPackage.of(PackageName.parse("flask"), Version.parse("3.1.0"))
                        .requiresPython(VersionSpecifiers.parse(">=3.11.2,<4"))
                        .artifact(wheel("flask-3.1.0-py3-none-any.whl"))
                        .build())
                .build();

        assertThat(whole.select(LockRequest.of(
                        TargetEnvironment.of(PythonVersion.parse("3.11.4"), Platform.parse("linux-x86_64")))))
                .isEmpty();
        Golden.assertMatches("lock/later-release.txt", errorOf(whole) + "\n" + errorOf(part));
    }

    private static String errorOf(LockFile lock) {
        return catchThrowableOfType(UserException.class, () -> lock.select(LockRequest.of(TARGET)))
                .getMessage();
    }

    @Test
    void reportsLocksForOtherTargets() {
        Golden.assertMatches(
                "lock/other-python.txt",
                errorOf(() -> shop().select(LockRequest.of(
                        TargetEnvironment.of(PythonVersion.parse("3.12"), Platform.parse("linux-x86_64"))))));
        LockFile narrow = LockFile.builder("test")
                .add(LockedPackage.of(PackageName.parse("b"), Version.parse("2"))
                        .artifact(wheel("b-2-cp311-cp311-musllinux_1_2_x86_64.whl"))
                        .artifact(wheel("b-2-cp310-cp310-manylinux_2_28_x86_64.whl"))
                        .build())
                .add(LockedPackage.of(PackageName.parse("a"), Version.parse("1"))
                        .artifact(wheel("a-1-cp311-cp311-win_amd64.whl"))
                        .build())
                .build();
        Golden.assertMatches("lock/no-wheel.txt", errorOf(() -> narrow.select(LockRequest.of(TARGET))));
    }

    @Test
    void reportsMarkersThatNeedTheMicroVersion() {
        LockFile lock = parse("""
                lock-version = "1.0"
                created-by = "uv"
                [[packages]]
                name = "a"
                version = "1"
                marker = "python_full_version < '3.11.3'"
                wheels = [{url = "https://files.example.org/a-1-py3-none-any.whl", hashes = {sha256 = "00"}}]
                [[packages]]
                name = "a"
                version = "2"
                marker = "python_full_version >= '3.11.3'"
                wheels = [{url = "https://files.example.org/a-2-py3-none-any.whl", hashes = {sha256 = "00"}}]
                """);
        TargetEnvironment exact = TargetEnvironment.of(PythonVersion.parse("3.11.7"), Platform.parse("linux-x86_64"));

        Golden.assertMatches("lock/micro.txt", errorOf(() -> lock.select(LockRequest.of(TARGET))));
        assertThat(lock.select(LockRequest.of(exact)))
                .map(selection -> selection.locked().toString())
                .containsExactly("a 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    version        | lock-version = "2.0"
                    no-version     | created-by = "x"
                    no-hashes      | lock-version = "1.0";created-by = "x";[[packages]];name = "a";wheels = [{url = "https://x.example/a-1-py3-none-any.whl"}]
                    wrong-file     | lock-version = "1.0";created-by = "x";[[packages]];name = "a";version = "1";wheels = [{url = "https://x.example/a-2-py3-none-any.whl", hashes = {sha256 = "00"}}]
                    bad-marker     | lock-version = "1.0";created-by = "x";[[packages]];name = "a";marker = "os == 'x'"
                    no-toml        | lock-version = 1.0.0
                    """)
    void reportsTheKeyOfAnInvalidLock(String name, String text) {
        Golden.assertMatches("lock/" + name + ".txt", errorOf(() -> parse(text.replace(';', '\n'))));
    }

    @Test
    void writesAndReadsSourceCode() {
        LockedArtifact.LockedRevision revision =
                new LockedArtifact.LockedRevision("git", "0123456789".repeat(4), Optional.of("main"));
        LockFile lock = LockFile.builder("pywar 1.0")
                .add(source(
                        "a",
                        "1",
                        LockedArtifact.file("a-1.tar.gz", at("a-1.tar.gz"), HASH)
                                .withSize(10)))
                .add(source(
                        "b",
                        "2",
                        LockedArtifact.file("main.zip", at("main.zip"), HASH)
                                .asArchive()
                                .withSubdirectory("lib/b")))
                .add(source(
                        "c",
                        null,
                        LockedArtifact.revision(URI.create("ssh://git@git.example.org/c.git"), revision)
                                .withSubdirectory("lib")))
                .add(source("d", null, LockedArtifact.directory("libs/d")))
                .add(source(
                        "e",
                        null,
                        LockedArtifact.localRevision(
                                "vendor/e",
                                new LockedArtifact.LockedRevision("hg", "ab".repeat(20), Optional.empty()))))
                .build();

        Golden.assertMatches("lock/source-code.toml", lock.toToml());
        assertThat(parse(lock.toToml()).toToml()).isEqualTo(lock.toToml());
    }

    private static LockedPackage source(String name, String version, LockedArtifact artifact) {
        return LockedPackage.of(PackageName.parse(name), version == null ? null : Version.parse(version))
                .artifact(artifact)
                .build();
    }

    private static URI at(String name) {
        return URI.create("https://files.example.org/" + name);
    }

    @Test
    void selectsSourceCodeInsteadOfAWheelOnRequest() {
        LockFile lock = parse("""
                lock-version = "1.0"
                created-by = "uv"
                [[packages]]
                name = "a"
                version = "1"
                wheels = [{url = "https://files.example.org/a-1-py3-none-any.whl", hashes = {sha256 = "00"}}]
                sdist = {url = "https://files.example.org/a-1.tar.gz", hashes = {sha256 = "00"}}
                """);
        LockRequest request = LockRequest.of(TARGET);

        assertThat(lock.select(request).get(0).artifact()).hasToString("a-1-py3-none-any.whl");
        assertThat(lock.select(request.withSourceOnly(name -> true)).get(0).artifact())
                .hasToString("a-1.tar.gz");
        Golden.assertMatches(
                "lock/no-source.txt",
                errorOf(() -> shop().select(
                                request.withSourceOnly(name -> name.value().equals("flask")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pylock.toml", "pylock.dev.toml"})
    void recognizesTheNamesOfLocks(String name) {
        assertThat(LockFile.isName(name)).isTrue();
        assertThat(LockFile.isName("x" + name)).isFalse();
        assertThat(LockFile.isName("pylock.a.b.toml")).isFalse();
    }

    private static String errorOf(Runnable action) {
        try {
            action.run();
            return "accepted";
        } catch (UserException e) {
            return e.getMessage();
        }
    }

    private static LockFile parse(String toml) {
        return LockFile.parse(toml.getBytes(StandardCharsets.UTF_8), "pylock.toml");
    }
}
