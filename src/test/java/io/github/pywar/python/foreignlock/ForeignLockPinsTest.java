package io.github.pywar.python.foreignlock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.name.ExtraName;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignLockPinsTest {

    private static final String HASH = "sha256:" + "ab".repeat(32);
    private static final String COMMIT = "1234567890".repeat(4);
    private static final String UV = "version = 1\nrequires-python = \">=3.9\"\n";
    private static final String INDEX = "source = { registry = \"https://index.example.org/simple\" }\n";
    private static final String SHOP =
            "[[package]]\nname = \"shop\"\nversion = \"1.0\"\nsource = { editable = \".\" }\n";

    @TempDir
    Path folder;

    private final List<String> requirements = new ArrayList<>();
    private final List<ExtraName> extras = new ArrayList<>();
    private final List<ExtraName> groups = new ArrayList<>();
    private String python = "3.11.7";
    private String member = "";

    // uv

    @Test
    void walksFromTheProjectOfUv() throws IOException {
        assertThat(uv(SHOP
                        + "dependencies = [{ name = \"a\", extra = [\"x\"] }, { name = \"w\", marker = \"sys_platform == 'win32'\" }]\n"
                        + entry(
                                "a",
                                "1.0",
                                "[package.optional-dependencies]\nx = [{ name = \"b\" }]\ny = [{ name = \"c\" }]\n")
                        + entry("b", "2.0", "dependencies = [{ name = \"a\" }]\n")
                        + entry("c", "3.0", "")
                        + entry("w", "3.0", "")))
                .containsExactly("a==1.0 (uv.lock:9)", "b==2.0 (uv.lock:16)");
    }

    @Test
    void selectsExtrasAndGroupsOfUv() throws IOException {
        extras.add(ExtraName.parse("all"));
        groups.add(ExtraName.parse("dev"));

        assertThat(uv(SHOP + """
                        [package.optional-dependencies]
                        all = [{ name = "shop", extra = ["db"] }]
                        db = [{ name = "a" }]
                        [package.dev-dependencies]
                        dev = [{ name = "b" }]
                        docs = [{ name = "c" }]
                        """ + entry("a", "1.0", "") + entry("b", "1.0", "") + entry("c", "1.0", "")))
                .extracting(text -> text.split(" ")[0])
                .containsExactly("a==1.0", "b==1.0");
    }

    @Test
    void evaluatesMarkersOfConflictingExtras() throws IOException {
        extras.add(ExtraName.parse("cpu"));

        assertThat(uv(SHOP + """
                        dependencies = [
                            { name = "a", version = "1.0", source = { registry = "https://index.example.org/simple" }, marker = "extra == 'extra-4-shop-cpu'" },
                            { name = "a", version = "2.0", source = { registry = "https://index.example.org/simple" }, marker = "extra == 'extra-4-shop-gpu'" },
                        ]
                        """ + entry("a", "1.0", "") + entry("a", "2.0", "")))
                .extracting(text -> text.split(" ")[0])
                .containsExactly("a==1.0");
    }

    @Test
    void pinsDirectReferencesOfUv() throws IOException {
        Files.createDirectories(folder.resolve("libs/member"));
        Files.createFile(folder.resolve("libs/d-1.0-py3-none-any.whl"));

        assertThat(uv(SHOP + "dependencies = [{ name = \"a\" }, { name = \"b\" }, { name = \"c\" }, { name = \"d\" }]\n"
                        + located(
                                "a", "git = \"https://git.example.org/a?subdirectory=python&rev=main#" + COMMIT + "\"")
                        + located("b", "url = \"https://files.example.org/b-1.0.tar.gz\"")
                        + located("c", "editable = \"libs/member\"")
                        + located("d", "path = \"libs/d-1.0-py3-none-any.whl\"")))
                .extracting(text -> text.split(" \\(")[0].replace(folder.toUri().toString(), "file:///"))
                .containsExactly(
                        "a @ git+https://git.example.org/a@" + COMMIT + "#subdirectory=python",
                        "b @ https://files.example.org/b-1.0.tar.gz",
                        "c @ file:///libs/member/",
                        "d @ file:///libs/d-1.0-py3-none-any.whl");
    }

    @Test
    void reportsAMissingPackageOfUv() {
        assertUv(
                "uv-missing",
                SHOP + "dependencies = [{ name = \"a\" }]\n"
                        + entry("a", "1.0", "dependencies = [{ name = \"b\" }]\n"));
    }

    @Test
    void reportsTwoVersionsThatTheMicroVersionDecides() {
        python = "3.11";

        assertUv("uv-two-versions", SHOP + """
                dependencies = [
                    { name = "a", version = "1.0", marker = "python_full_version < '3.11.4'" },
                    { name = "a", version = "2.0", marker = "python_full_version >= '3.11.4'" },
                ]
                """ + entry("a", "1.0", "") + entry("a", "2.0", ""));
    }

    @Test
    void reportsWhatChangedSinceUvLocked() {
        pyproject("dependencies = [\"a>=2\", \"b\", \"c[x]>=1.0\"]\noptional-dependencies = {db = [\"d\"]}\n");

        assertUv(
                "uv-stale",
                SHOP + "dependencies = [{ name = \"a\" }, { name = \"c\" }]\n[package.metadata]\n"
                        + "requires-dist = [{ name = \"a\", specifier = \">=1\" }, { name = \"c\", extras = [\"x\"], specifier = \">=1\" },"
                        + " { name = \"e\", marker = \"extra == 'db'\" }]\n" + entry("a", "1.0", "")
                        + entry("c", "1.0", ""));
    }

    @Test
    void acceptsOtherSpellingsOfTheSameRequirement() throws IOException {
        pyproject(
                "dependencies = [\"A.B >= 1.0, <2; python_version >= '3.9'\", \"w; sys_platform == 'win32'\", \"g>=1\"]\n[tool.uv.sources]\n"
                        + "g = {git = \"https://git.example.org/g\"}\n");
        requirements.add("a-b>=1.0,<2");

        assertThat(uv(SHOP + "dependencies = [{ name = \"a-b\" }, { name = \"g\" }]\n[package.metadata]\n"
                        + "requires-dist = [{ name = \"a-b\", specifier = \">=1.0,<2\" },"
                        + " { name = \"w\", marker = \"sys_platform == 'win32'\" },"
                        + " { name = \"g\", git = \"https://git.example.org/g\" }]\n"
                        + entry("a-b", "1.5", "") + located("g", "git = \"https://git.example.org/g#" + COMMIT + "\"")))
                .hasSize(2);
    }

    @Test
    void reportsRulesThatChangedSinceUvLocked() {
        pyproject("dependencies = []\n[tool.uv]\noverride-dependencies = [\"a<2\"]\n"
                + "constraint-dependencies = [\"c<3\"]\n");

        assertThat(error(
                        "uv.lock",
                        UV + "[manifest]\noverrides = [{ name = \"a\", specifier = \"<1\" }]\n"
                                + "constraints = [{ name = \"c\", specifier = \"<3\" }]\n" + SHOP))
                .isEqualTo("""
                        The lock `uv.lock` does not match `pyproject.toml`
                            `override-dependencies`: `a<2` (pyproject.toml:5) is declared, but not in the lock
                            `override-dependencies`: `a<1` (uv.lock:4) is in the lock, but no longer declared
                        hint: lock again with the tool that wrote it: `uv lock`""");
    }

    @Test
    void reportsASourceThatTheLockOfUvLacks() {
        pyproject("dependencies = [\"g\"]\n[tool.uv.sources]\ng = {git = \"https://git.example.org/g\"}\n");

        assertThat(error(
                        "uv.lock",
                        UV + SHOP + "dependencies = [{ name = \"g\" }]\n[package.metadata]\n"
                                + "requires-dist = [{ name = \"g\" }]\n" + entry("g", "1.0", "")))
                .contains("`g` (pyproject.toml:3) is declared, but not in the lock");
    }

    @Test
    void acceptsASourceThatNamesAnIndexOfUv() throws IOException {
        pyproject("dependencies = [\"g>=1\"]\n[tool.uv.sources]\ng = {index = \"own\"}\n");

        assertThat(uv(SHOP + "dependencies = [{ name = \"g\" }]\n[package.metadata]\nrequires-dist ="
                        + " [{ name = \"g\", specifier = \">=1\", index = \"https://index.example.org/simple\" }]\n"
                        + entry("g", "1.0", "")))
                .hasSize(1);
    }

    @Test
    void acceptsSourcesAndRulesThatAMemberHasFromItsWorkspace() throws IOException {
        Files.createDirectories(folder.resolve("app"));
        Files.createDirectories(folder.resolve("lib"));
        write("app/pyproject.toml", "[project]\nname = \"shop\"\ndependencies = [\"lib>=0\"]\n");
        member = "app";

        assertThat(uv("[manifest]\nconstraints = [{ name = \"six\", specifier = \"<2\" }]\n"
                        + SHOP.replace("\".\"", "\"app\"")
                        + "dependencies = [{ name = \"lib\" }]\n[package.metadata]\n"
                        + "requires-dist = [{ name = \"lib\", editable = \"lib\" }]\n"
                        + located("lib", "editable = \"lib\"")))
                .hasSize(1);
    }

    @Test
    void acceptsSourcesWithConditions() throws IOException {
        pyproject("dependencies = [\"g>=1\"]\n[tool.uv.sources]\n"
                + "g = {git = \"https://git.example.org/g\", marker = \"sys_platform == 'win32'\"}\n");

        assertThat(uv(SHOP + "dependencies = [{ name = \"g\" }]\n[package.metadata]\nrequires-dist = ["
                        + "{ name = \"g\", marker = \"sys_platform == 'win32'\", git = \"https://git.example.org/g\" },"
                        + "{ name = \"g\", marker = \"sys_platform != 'win32'\", specifier = \">=1\" }]\n"
                        + entry("g", "1.0", "")))
                .hasSize(1);
    }

    @Test
    void reportsALaterVersionOfUv() {
        assertThat(error("uv.lock", "version = 2\n"))
                .isEqualTo("`version` is `2`, and only version 1 can be read (uv.lock:1)\n"
                        + "hint: write the lock with a release of uv that writes version 1");
    }

    @Test
    void reportsATargetThatTheLockDoesNotSupport() {
        python = "3.8";
        assertUv("uv-python", SHOP);
        python = "3.11";
        assertThat(error("uv.lock", UV + "supported-markers = [\"sys_platform == 'darwin'\"]\n" + SHOP))
                .contains("does not support", "supported: sys_platform == \"darwin\"");
    }

    // Poetry

    @Test
    void selectsByGroupsAndMarkersOfPoetry() throws IOException {
        extras.add(ExtraName.parse("db"));
        groups.add(ExtraName.parse("docs"));

        assertThat(pins(
                        "poetry.lock",
                        poetry("2.1", "")
                                + "[[package]]\nname = \"a\"\nversion = \"1.0\"\ngroups = [\"main\"]\n"
                                + "[[package]]\nname = \"b\"\nversion = \"1.0\"\noptional = true\ngroups = [\"main\"]\nmarkers = \"extra == 'db'\"\n"
                                + "[[package]]\nname = \"c\"\nversion = \"1.0\"\ngroups = [\"main\", \"docs\"]\nmarkers = {main = \"sys_platform == 'win32'\", docs = \"python_version > '3'\"}\n"
                                + "[[package]]\nname = \"d\"\nversion = \"1.0\"\ngroups = [\"test\"]\n"))
                .extracting(text -> text.split(" ")[0])
                .containsExactly("a==1.0", "b==1.0", "c==1.0");
    }

    @Test
    void followsDependenciesInAnOlderLockOfPoetry() throws IOException {
        requirements.addAll(List.of("a[x]>=1", "n"));

        assertThat(pins(
                        "poetry.lock",
                        poetry(
                                        "1.1",
                                        "[metadata.files]\na = []\nn = [\n{file = \"n-1.0-py3-none-any.whl\", hash = \""
                                                + HASH + "\"},\n{file = \"n-2.0.tar.gz\", hash = \""
                                                + HASH.replace("ab", "cb") + "\"}]\n")
                                + "[[package]]\nname = \"a\"\nversion = \"1.5\"\npython-versions = \">=3.6\"\n"
                                + "[package.dependencies]\nB = {version = \"^2.0\", optional = true, markers = \"extra == 'x'\"}\n"
                                + "w = {version = \"*\", markers = \"sys_platform == 'win32'\"}\nsetuptools = \"*\"\n"
                                + "[[package]]\nname = \"b\"\nversion = \"2.1\"\n"
                                + "[[package]]\nname = \"n\"\nversion = \"1.0\"\npython-versions = \">=3.7,<3.10\"\n"
                                + "[[package]]\nname = \"n\"\nversion = \"2.0\"\npython-versions = \">=3.10\"\n"))
                .containsExactly(
                        "a==1.5 (poetry.lock:10)",
                        "b==2.1 (poetry.lock:18)",
                        "n==2.0 (poetry.lock:25) {sha256=[" + "cb".repeat(32) + "]}");
    }

    @Test
    void choosesTheVersionThatAllRequirementsAccept() throws IOException {
        requirements.addAll(List.of("n", "z"));

        assertThat(pins("poetry.lock", poetry("1.1", "") + """
                        [[package]]
                        name = "n"
                        version = "1.0"
                        [[package]]
                        name = "n"
                        version = "2.0"
                        [[package]]
                        name = "z"
                        version = "1.0"
                        [package.dependencies]
                        y = "*"
                        [[package]]
                        name = "z"
                        version = "0.5"
                        [[package]]
                        name = "y"
                        version = "1.0"
                        [package.dependencies]
                        n = "<2"
                        """))
                .extracting(text -> text.split(" ")[0])
                .containsExactly("n==1.0", "y==1.0", "z==1.0");
    }

    @Test
    void readsExtrasOfTheFirstFormatOfPoetry() throws IOException {
        requirements.add("a[socks]");

        assertThat(pins("poetry.lock", """
                        [[package]]
                        name = "a"
                        version = "1.0"
                        [package.dependencies.PySocks]
                        optional = true
                        version = ">=1.5"
                        [package.dependencies.other]
                        optional = true
                        version = "*"
                        [package.extras]
                        socks = ["PySocks (>=1.5)"]
                        rest = ["other"]
                        [[package]]
                        name = "pysocks"
                        version = "1.7"
                        [metadata]
                        python-versions = "*"
                        [metadata.hashes]
                        a = ["%s"]
                        """.formatted("ab".repeat(32))))
                .containsExactly(
                        "a==1.0 (poetry.lock:2) {sha256=[" + "ab".repeat(32) + "]}", "pysocks==1.7 (poetry.lock:14)");
    }

    @Test
    void pinsDirectReferencesOfPoetry() throws IOException {
        assertThat(
                        pins(
                                "poetry.lock",
                                poetry("2.1", "")
                                        + "[[package]]\nname = \"a\"\nversion = \"1.0\"\ngroups = [\"main\"]\n[package.source]\ntype = \"git\"\n"
                                        + "url = \"git@git.example.org:team/a.git\"\nreference = \"main\"\nresolved_reference = \""
                                        + COMMIT + "\"\nsubdirectory = \"py\"\n"
                                        + "[[package]]\nname = \"b\"\nversion = \"1.0\"\ngroups = [\"main\"]\n[package.source]\ntype = \"url\"\nurl = \"https://files.example.org/b.zip\"\n"))
                .containsExactly(
                        "a @ git+ssh://****@git.example.org/team/a.git@" + COMMIT + "#subdirectory=py (poetry.lock:5)",
                        "b @ https://files.example.org/b.zip (poetry.lock:15)");
    }

    @Test
    void reportsAnotherDigestOfTheDeclaration() {
        pyproject("dependencies = [\"a\"]\n");
        requirements.add("a");

        assertError(
                "poetry-stale",
                "poetry.lock",
                poetry("2.1", "").replace("[metadata]\n", "[metadata]\ncontent-hash = \"" + "0".repeat(64) + "\"\n")
                        + "[[package]]\nname = \"a\"\nversion = \"1.0\"\ngroups = [\"main\"]\n");
    }

    @Test
    void reportsRequirementsThatTheLockDoesNotSatisfy() {
        requirements.addAll(List.of("a>=2", "b"));

        assertError(
                "poetry-unmet",
                "poetry.lock",
                poetry("2.1", "") + "[[package]]\nname = \"a\"\nversion = \"1.0\"\ngroups = [\"main\"]\n");
    }

    // PDM

    @Test
    void mergesEntriesForExtrasOfPdm() throws IOException {
        requirements.add("a[x]");

        assertThat(
                        pins(
                                "pdm.lock",
                                pdm("[]")
                                        + "[[package]]\nname = \"a\"\nversion = \"1.0\"\ndependencies = [\"b>=1\"]\n"
                                        + "[[package]]\nname = \"a\"\nversion = \"1.0\"\nextras = [\"x\"]\ndependencies = [\"a==1.0\", \"c; python_version > '3'\"]\n"
                                        + "[[package]]\nname = \"a\"\nversion = \"1.0\"\nextras = [\"y\"]\ndependencies = [\"a==1.0\", \"d\"]\n"
                                        + "[[package]]\nname = \"b\"\nversion = \"1.0\"\n[[package]]\nname = \"c\"\nversion = \"1.0\"\n[[package]]\nname = \"d\"\nversion = \"1.0\"\n"))
                .extracting(text -> text.split(" ")[0])
                .containsExactly("a==1.0", "b==1.0", "c==1.0");
    }

    @Test
    void selectsExtrasAsGroupsOfPdm() throws IOException {
        extras.add(ExtraName.parse("db"));

        assertThat(
                        pins(
                                "pdm.lock",
                                pdm("[\"inherit_metadata\"]")
                                        + "[[package]]\nname = \"a\"\nversion = \"1.0\"\ngroups = [\"default\"]\nmarker = \"sys_platform == 'linux'\"\n"
                                        + "[[package]]\nname = \"a\"\nversion = \"1.0\"\nextras = [\"x\"]\ngroups = [\"default\"]\n"
                                        + "[[package]]\nname = \"b\"\nversion = \"1.0\"\ngroups = [\"db\"]\n[[package]]\nname = \"c\"\nversion = \"1.0\"\ngroups = [\"test\"]\n"))
                .extracting(text -> text.split(" ")[0])
                .containsExactly("a==1.0", "b==1.0");
    }

    @Test
    void warnsOfALaterMinorVersion() throws IOException {
        write("pdm.lock", "[metadata]\nlock_version = \"4.9\"\nstrategy = [\"inherit_metadata\"]\n");

        assertThat(read("pdm.lock").warnings())
                .containsExactly("The lock `pdm.lock` has the format version 4.9, and versions up to 4.5 are known:"
                        + " new features of the format are ignored");
    }

    // Pipenv

    @Test
    void selectsCategoriesOfPipenv() throws IOException {
        groups.add(ExtraName.parse("dev-packages"));

        assertThat(pins("Pipfile.lock", """
                        {
                            "_meta": {"pipfile-spec": 6},
                            "default": {
                                "A_b": {
                                    "hashes": ["%s"], "markers": "python_version >= '3.7'", "version": "==1.0"
                                },
                                "w": {"markers": "sys_platform == 'win32'", "version": "==1.0"},
                                "g": {"git": "https://git.example.org/g.git", "ref": "%s"}
                            },
                            "develop": {"t": {"version": "==2.0"}},
                            "docs": {"d": {"version": "==2.0"}}
                        }
                        """.formatted(HASH, COMMIT)))
                .containsExactly(
                        "a-b==1.0 (Pipfile.lock:4) {sha256=[" + "ab".repeat(32) + "]}",
                        "g @ git+https://git.example.org/g.git@" + COMMIT + " (Pipfile.lock:8)",
                        "t==2.0 (Pipfile.lock:10)");
    }

    @Test
    void warnsOfALockForAnotherPython() throws IOException {
        write("Pipfile.lock", "{\"_meta\": {\"requires\": {\"python_version\": \"3.9\"}}, \"default\": {}}");

        assertThat(read("Pipfile.lock").warnings())
                .singleElement()
                .asString()
                .contains("was written for Python ==3.9.*");
    }

    @Test
    void reportsWhatALockForAnotherPythonLacks() {
        requirements.add("a");

        assertError(
                "pipenv-python",
                "Pipfile.lock",
                "{\"_meta\": {\"requires\": {\"python_version\": \"3.12\"}}, \"default\": {\"a\": {\"version\":"
                        + " \"==1.0\", \"markers\": \"python_version >= '3.12'\"}}}");
    }

    @Test
    void reportsDamagedLocks() {
        List<String> errors = new ArrayList<>();
        String pipfile = "{\"_meta\": {}, \"default\": {\n\"a\": %s}}";
        errors.add(error("Pipfile.lock", "{\"_meta\": "));
        errors.add(error("Pipfile.lock", "[]"));
        errors.add(error("Pipfile.lock", pipfile.formatted("{\"version\": \">=1\"}")));
        errors.add(error(
                "Pipfile.lock", pipfile.formatted("{\"git\": \"https://git.example.org/a\", \"ref\": \"main\"}")));
        errors.add(error("Pipfile.lock", pipfile.formatted("{\"hashes\": [\"sha256:12\"], \"version\": \"==1\"}")));
        errors.add(error("Pipfile.lock", pipfile.formatted("{\"markers\": \"python\", \"version\": \"==1\"}")));
        errors.add(error("Pipfile.lock", pipfile.formatted("{\"path\": \"./lost\"}")));
        errors.add(error("uv.lock", "version = 1\n[[package]]\nname = \"a\"\n"));
        errors.add(error("uv.lock", "version = 1\n[[package]]\nname = \"-\"\n" + INDEX));
        errors.add(
                error("uv.lock", UV + SHOP + "dependencies = [{ name = \"a\" }]\n[[package]]\nname = \"a\"\n" + INDEX));
        errors.add(error("uv.lock", UV + located("a", "git = \"https://git.example.org/a\"")));
        errors.add(error("uv.lock", UV + located("a", "svn = \"https://svn.example.org/a\"")));
        errors.add(error("poetry.lock", "[[package]]\nname = \"a\"\n"));
        errors.add(error("poetry.lock", "[metadata]\nlock-version = \"3.0\"\n"));
        errors.add(error("poetry.lock", poetry("2.1", "") + "[[package]]\nname = \"a\"\nversion = \"one\"\n"));
        errors.add(error("poetry.lock", "<<<<<<< HEAD\n"));
        errors.add(error("pdm.lock", "[metadata]\nlock_version = \"3.1\"\n"));

        Golden.assertMatches("foreign-lock/damaged.txt", String.join("\n\n", errors));
    }

    @Test
    void refusesAPathOutsideTheProject() {
        assertThat(error(
                        "uv.lock",
                        UV + SHOP + "dependencies = [{ name = \"a\" }]\n" + located("a", "directory = \"..\"")))
                .contains("`..` is outside of the project");
    }

    private static String poetry(String version, String more) {
        return "[metadata]\nlock-version = \"" + version + "\"\npython-versions = \">=3.8\"\n" + more;
    }

    private static String pdm(String strategy) {
        return "[metadata]\nlock_version = \"4.5.0\"\nstrategy = " + strategy + "\n";
    }

    private static String entry(String name, String version, String more) {
        return "[[package]]\nname = \"" + name + "\"\nversion = \"" + version + "\"\n" + INDEX + more;
    }

    private static String located(String name, String source) {
        return "[[package]]\nname = \"" + name + "\"\nversion = \"1.0\"\nsource = { " + source + " }\n";
    }

    private void pyproject(String text) {
        write("pyproject.toml", "[project]\nname = \"shop\"\n" + text);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> uv(String text) throws IOException {
        return pins("uv.lock", UV + text);
    }

    private List<String> pins(String name, String text) throws IOException {
        write(name, text);
        return read(name).pins().stream()
                .map(pin -> pin + (pin.hashes().isEmpty() ? "" : " " + pin.hashes()))
                .toList();
    }

    private ForeignLockPins read(String name) throws IOException {
        TargetEnvironment target = TargetEnvironment.of(PythonVersion.parse(python), Platform.parse("linux-x86_64"));
        List<DeclaredRequirement> declared = new ArrayList<>();
        for (String text : requirements) {
            declared.add(DeclaredRequirement.parse(text, new SourceLocation("pyproject.toml", declared.size() + 3)));
        }
        return ForeignLock.read(folder.resolve(name), folder.resolve(member), FileScope.NONE)
                .pins(new ForeignLockRequest(target, Optional.of(PackageName.parse("shop")), extras, groups, declared));
    }

    private String error(String name, String text) {
        write(name, text);
        return catchThrowableOfType(UserException.class, () -> read(name))
                .getMessage()
                .replace(folder.toString(), "FOLDER");
    }

    private void assertUv(String golden, String text) {
        assertError(golden, "uv.lock", UV + text);
    }

    private void assertError(String golden, String name, String text) {
        Golden.assertMatches("foreign-lock/" + golden + ".txt", error(name, text));
    }
}
