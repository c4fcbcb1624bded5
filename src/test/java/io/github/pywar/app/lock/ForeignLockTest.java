package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks of other tools, with the features of the standard (PEP 751). */
class ForeignLockTest extends LockFixture {

    private static final String HEAD = "lock-version = \"1.0\"\ncreated-by = \"other\"\n";

    @Test
    void selectsExtrasAndGroupsByTheirMarkers() throws IOException {
        write(
                HEAD + "extras = [\"db\", \"mail\"]\ndependency-groups = [\"dev\", \"prod\"]\n"
                        + "default-groups = [\"dev\"]\n",
                wheel("base", ""),
                wheel("psycopg", "'db' in extras"),
                wheel("mailer", "'mail' in extras and sys_platform == 'linux'"),
                wheel("winmail", "'mail' in extras and sys_platform == 'win32'"),
                wheel("debug", "'dev' in dependency_groups"),
                wheel("monitor", "'prod' in dependency_groups"));

        assertThat(names()).containsExactly("base", "debug");

        project.extras = List.of(ExtraName.parse("Mail"));
        project.groups = List.of(ExtraName.parse("prod"));
        assertThat(names()).containsExactly("base", "mailer", "monitor");
    }

    @Test
    void rejectsUnknownExtrasAndGroups() throws IOException {
        write(HEAD + "extras = [\"db\", \"mail\"]\ndependency-groups = [\"dev\"]\n", wheel("base", ""));
        project.extras = List.of(ExtraName.parse("cache"), ExtraName.parse("db"));
        project.groups = List.of(ExtraName.parse("prod"));

        Golden.assertMatches("app-lock/unknown-choices.txt", message("base"));
    }

    @Test
    void prefersTheLaterBuildOfEqualWheels() throws IOException {
        write(
                HEAD,
                "name = \"a\"\nversion = \"1.0\"\nwheels = [\n" + file("a-1.0-2-py3-none-any.whl") + ",\n"
                        + file("a-1.0-10-py3-none-any.whl") + ",\n" + file("a-1.0-py3-none-any.whl") + ",\n]\n");

        assertThat(libraries("a"))
                .map(library -> library.wheel().fileName())
                .containsExactly("a-1.0-10-py3-none-any.whl");
    }

    @Test
    void reportsAllPackagesThatMustBeBuilt() throws IOException {
        String hash = ", hashes = {sha256 = \"" + "0".repeat(64) + "\"}}\n";
        write(
                HEAD,
                "name = \"a\"\nversion = \"1.0\"\nsdist = {url = \"https://x.example.org/a-1.0.tar.gz\"" + hash,
                "name = \"b\"\nversion = \"1.0\"\nsdist = {url = \"https://x.example.org/b-1.0.tar.gz\"" + hash
                        + "wheels = [{url = \"https://x.example.org/b-1.0-cp39-cp39-win_amd64.whl\""
                        + hash.strip() + "]\n",
                "name = \"c\"\nvcs = {type = \"git\", url = \"https://ann:secret@git.example.org/c.git\","
                        + " commit-id = \"abc\"}\n",
                "name = \"d\"\ndirectory = {path = \"../d\"}\n",
                "name = \"e\"\narchive = {url = \"https://x.example.org/e-1.0.zip\"" + hash,
                wheel("f", ""));

        Golden.assertMatches("app-lock/source-code.txt", message("f"));
    }

    @Test
    void skipsTheApplicationItself() throws IOException {
        write(HEAD, "name = \"shop\"\ndirectory = {path = \".\", editable = true}\n", wheel("base", ""));

        assertThat(names()).containsExactly("base");
    }

    @Test
    void rejectsADirectWheelForAnotherTarget() throws IOException {
        write(
                HEAD,
                "name = \"a\"\nversion = \"1.0\"\narchive = {url = "
                        + "\"https://x.example.org/a-1.0-cp39-cp39-win_amd64.whl\", hashes = {sha256 = \"00\"}}\n");

        assertThat(message("a"))
                .startsWith("The lock `pylock.toml` has packages without a wheel for CPython 3.11")
                .contains("win_amd64");
    }

    @Test
    void warnsOfALaterMinorVersionOfTheFormat() throws IOException {
        write(HEAD.replace("1.0", "1.3") + "news = true\n", wheel("base", ""));

        assertThat(names()).containsExactly("base");
        assertThat(project.progress.warnings())
                .containsExactly(
                        "The lock `pylock.toml` has the format version 1.3, and pywar supports 1.0: new features"
                                + " of the format are ignored");
    }

    @Test
    void checksConstraintsOverridesAndExclusions() throws IOException {
        write(HEAD, wheel("six", ""), wheel("idna", ""), wheel("wheel", ""));
        project.rules = DependencyRules.parse(
                List.of("idna>=2", "six>=7; sys_platform == 'win32'"), List.of("wheel"), List.of());
        DeclaredRequirement below1 = DeclaredRequirement.parse("six<1", SourceLocation.of("<constraints>"));
        AppSpec spec = project.spec(project.spec(List.of("six"))
                .declared()
                .constrained(List.of(below1))
                .under(project.rules));

        UserException error = catchThrowableOfType(UserException.class, () -> libraries(spec));

        Golden.assertMatches("app-lock/foreign-rules.txt", error.getMessage());
    }

    @Test
    void requiresTheFileOfADirectUrl() throws IOException {
        write(HEAD, wheel("six", ""));

        assertThat(names("six @ " + index.fileUrl("six-1.0-py3-none-any.whl") + "#egg=six"))
                .containsExactly("six");
        assertThat(message("six @ https://x.example.org/six-1.0-py3-none-any.whl"))
                .contains("(<requirements>): the lock has `" + index.fileUrl("six-1.0-py3-none-any.whl") + "`");
    }

    @Test
    void namesAnIndexByItsHostOnly() throws IOException {
        write(
                HEAD,
                "index = \"https://index.example.org/simple/\"\n" + wheel("a", ""),
                "index = \"https://index.example.org/no url/\"\n" + wheel("b", ""),
                "index = \"https://ann:secret@my_host/simple/\"\n" + wheel("c", ""),
                "index = \"file:///home/ann/wheels\"\n" + wheel("d", ""));

        assertThat(libraries("a"))
                .extracting(Library::index)
                .containsExactly(
                        Optional.of("index.example.org"), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path = \"a\\u0000b/",
                "url = \"ftp://x.example.org/",
                "url = \"https:///",
                "url = \"https://x y/"
            })
    void reportsAFileWithoutAValidLocation(String place) throws IOException {
        String hash = ", hashes = {sha256 = \"" + "0".repeat(64) + "\"}}]\n";
        write(HEAD, "name = \"a\"\nversion = \"1.0\"\nwheels = [{" + place + "a-1.0-py3-none-any.whl\"" + hash);

        assertThat(message("a"))
                .startsWith("The lock `pylock.toml` has no valid location of `a-1.0-py3-none-any.whl`: its `");
    }

    static Stream<String> locationsOutside() {
        return Stream.of(
                "path = \"../",
                "path = \"wheels/../../",
                "path = \"FOLDER/../",
                "path = \"link/",
                "url = \"file:FOLDER/../",
                "url = \"file://FOLDER/../",
                "url = \"FILE://FOLDER/link/",
                "url = \"../",
                "url = \"link/");
    }

    /** A lock from elsewhere must not put a wheel of this machine into an archive. */
    @ParameterizedTest
    @MethodSource("locationsOutside")
    void rejectsAFileOutsideTheProject(String place) throws IOException {
        Path inside = Files.createDirectories(folder.resolve("project"));
        project = new LockProject(inside, index);
        TestWheel wheel = TestWheel.of("a", "1.0").file("a.py", "");
        wheel.write(folder);
        Files.createSymbolicLink(inside.resolve("link"), folder);
        String hash = "hashes = {sha256 = \"" + Sha256.of(wheel.bytes()).hex() + "\"}}]\n";
        write(
                HEAD,
                "name = \"a\"\nversion = \"1.0\"\nwheels = [{" + place.replace("FOLDER", inside.toString())
                        + wheel.fileName() + "\", " + hash);

        Golden.assertMatches("app-lock/outside.txt", message("a").replaceAll("location: .*", "location: PATH"));
    }

    @Test
    void acceptsAFileInsideTheProject() throws IOException {
        TestWheel wheel = TestWheel.of("a", "1.0").file("a.py", "");
        wheel.write(Files.createDirectories(folder.resolve("wheels")));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("wheels"));
        for (String place :
                List.of("path = \"wheels/", "path = \"link/", "url = \"wheels/", "url = \"file:FOLDER/link/")) {
            write(
                    HEAD,
                    "name = \"a\"\nversion = \"1.0\"\nwheels = [{" + place.replace("FOLDER", folder.toString())
                            + wheel.fileName() + "\", hashes = {sha256 = \""
                            + Sha256.of(wheel.bytes()).hex() + "\"}}]\n");
            assertThat(names("a")).containsExactly("a");
        }
    }

    @Test
    void rejectsALinkOutOfItsFolder() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("project"));
        Files.writeString(folder.resolve("secret"), "machine a login b password c\n");
        project = new LockProject(inside, index);
        Files.createSymbolicLink(project.file(), folder.resolve("secret"));

        Golden.assertMatches(
                "app-lock/link.txt", message("a").replace(folder.toRealPath().toString(), "FOLDER"));
    }

    @Test
    void reportsTheLineOfAWrongHash() throws IOException {
        write(HEAD, wheel("six", ""), wheel("idna", "").replaceAll("[0-9a-f]{64}", "0".repeat(64)));

        Golden.assertMatches(
                "app-lock/wrong-hash.txt",
                message("idna", "six")
                        .replace(index.at("/").toString(), "http://INDEX/")
                        .replaceAll("received: [0-9a-f]{64}", "received: SUM"));
    }

    @Test
    void showsAnUnprintableLocation() throws IOException {
        String hash = ", hashes = {sha256 = \"" + "0".repeat(64) + "\"}}]\n";
        write(HEAD, "name = \"a\"\nversion = \"1.0\"\nwheels = [{path = \"a\\u0000b/a-1.0-py3-none-any.whl\"" + hash);

        Golden.assertMatches("app-lock/no-path.txt", message("a"));
    }

    @Test
    void keepsTheVersionsOfALockOfAnotherTool() throws IOException {
        String two =
                wheel("six", "sys_platform == 'win32'").replace("1.0", "2.0").replaceAll("[0-9a-f]{64}", "00");
        write(HEAD, wheel("six", "sys_platform == 'linux'"), two);
        TestWheel newer = TestWheel.of("six", "2.0");
        index.add(newer.fileName(), newer.bytes());

        project.lock(List.of("six"));

        assertThat(project.text()).contains("created-by = \"pywar-maven-plugin\"", "six-1.0-");
    }

    private String message(String... requirements) {
        return catchThrowableOfType(UserException.class, () -> libraries(requirements))
                .getMessage();
    }

    private List<String> names(String... requirements) throws IOException {
        return libraries(requirements).stream()
                .map(library -> library.wheel().fileName().replaceFirst("-.*", ""))
                .toList();
    }

    private List<Library> libraries(String... requirements) throws IOException {
        return project.libraries(requirements);
    }

    private List<Library> libraries(AppSpec spec) throws IOException {
        return LockedOrResolvedLibraries.of(project.settings(), project.sources())
                .libraries(spec, project.progress);
    }

    private void write(String head, String... packages) throws IOException {
        List<String> parts = new ArrayList<>(List.of(head));
        parts.addAll(List.of(packages));
        Files.writeString(project.file(), String.join("[[packages]]\n", parts));
    }

    private String wheel(String name, String marker) {
        return "name = \"" + name + "\"\nversion = \"1.0\"\n"
                + (marker.isEmpty() ? "" : "marker = \"" + marker + "\"\n") + "wheels = ["
                + file(name + "-1.0-py3-none-any.whl") + "]\n";
    }

    private String file(String fileName) {
        byte[] bytes = TestWheel.of(fileName.replaceFirst("-.*", ""), "1.0")
                .file(fileName.replaceFirst("-.*", "") + ".py", "")
                .bytes();
        index.add(fileName, bytes);
        return "{url = \"" + index.fileUrl(fileName) + "\", hashes = {sha256 = \""
                + Sha256.of(bytes).hex() + "\"}}";
    }
}
