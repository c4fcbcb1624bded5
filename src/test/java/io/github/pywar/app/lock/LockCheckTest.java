package io.github.pywar.app.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.policy.DependencyRules;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.testing.Golden;
import io.github.pywar.testing.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Comparison of a lock with the METADATA of its wheels. */
class LockCheckTest extends LockFixture {

    @BeforeEach
    void fill() {
        add(wheel("six", "1.0"));
    }

    @Test
    void rejectsALockMadeFromWrongMetadata() throws IOException {
        addWithoutListedRequirements(wheel("web", "1.0")
                .metadata("Requires-Dist: six>=2\nRequires-Dist: Safe_Name[x]; python_version >= '3'\n"
                        + "Requires-Dist: winonly; sys_platform == 'win32'\nRequires-Python: >=3.12"));
        project.lock(List.of("web", "six"));

        UserException error = catchThrowableOfType(UserException.class, () -> project.libraries("web", "six"));

        Golden.assertMatches("app-lock/wheels-require-more.txt", error.getMessage());
    }

    @Test
    void removesTheWrongMetadataFromTheCache() throws IOException {
        TestWheel web = wheel("web", "1.0").metadata("Requires-Dist: idna");
        addWithoutListedRequirements(web);
        add(wheel("idna", "1.0"));
        project.lock(List.of("web"));
        assertThat(catchThrowableOfType(UserException.class, () -> project.libraries("web")))
                .isNotNull();

        index.serve("/files/" + web.fileName() + ".metadata", "text/plain", web.metadataText());
        project.lock(List.of("web"));

        assertThat(names("web")).containsExactly("idna", "web");
    }

    @Test
    void checksTheRequirementsOfExtras() throws IOException {
        addWithoutListedRequirements(wheel("web", "1.0")
                .metadata("Provides-Extra: All_Of\nProvides-Extra: mail\n"
                        + "Requires-Dist: web[mail]; extra == 'all.of'\nRequires-Dist: idna; extra == 'mail'"));
        add(wheel("top", "1.0").metadata("Requires-Dist: web[all-of]"));
        project.lock(List.of("web"));
        assertThat(names("web")).containsExactly("web");

        project.lock(List.of("top"));
        assertThat(catchThrowableOfType(UserException.class, () -> names("top")))
                .hasMessageContaining("`web-1.0-py3-none-any.whl` requires `idna`, which is not in the lock");
    }

    @Test
    void allowsExclusionsAndOverrides() throws IOException {
        add(wheel("web", "1.0").metadata("Requires-Dist: idna\nRequires-Dist: six>=2"));
        project.rules = DependencyRules.parse(List.of("six==1.0"), List.of("idna"), List.of());
        project.lock(List.of("web"));

        assertThat(names("web")).containsExactly("six", "web");
    }

    @Test
    void acceptsADirectReferenceAndAPrerelease() throws IOException {
        add(wheel("idna", "2.0rc1"));
        add(wheel("web", "1.0")
                .metadata("Requires-Dist: idna>=1\nRequires-Dist: six @ " + index.fileUrl("six-1.0-py3-none-any.whl")));
        List<String> required = List.of("web", "six @ " + index.fileUrl("six-1.0-py3-none-any.whl"));
        project.lock(required);

        assertThat(names(required.toArray(String[]::new))).containsExactly("idna", "six", "web");
    }

    @Test
    void warnsOfAnIncompleteLockOfAnotherTool() throws IOException {
        TestWheel web = wheel("web", "1.0").metadata("Requires-Dist: six>=2\nRequires-Dist: idna");
        add(web);
        Files.writeString(
                project.file(),
                "lock-version = \"1.0\"\ncreated-by = \"uv\"\n" + locked(web) + locked(wheel("six", "1.0")));

        assertThat(names("web")).containsExactly("six", "web");
        assertThat(project.progress.warnings())
                .containsExactly("The lock `pylock.toml` does not satisfy the requirements of its wheels:"
                        + " `web-1.0-py3-none-any.whl` requires `six>=2`, but the lock has six 1.0;"
                        + " `web-1.0-py3-none-any.whl` requires `idna`, which is not in the lock."
                        + " Lock again with `uv`, unless one of its rules excludes them");
    }

    private List<String> names(String... requirements) throws IOException {
        return project.libraries(requirements).stream()
                .map(library -> library.wheel().name().name().value())
                .toList();
    }

    private String locked(TestWheel wheel) {
        return "[[packages]]\nname = \"" + wheel.fileName().replaceFirst("-.*", "")
                + "\"\nversion = \"1.0\"\nwheels = [{url"
                + " = \"" + index.fileUrl(wheel.fileName()) + "\", hashes = {sha256 = \""
                + Sha256.of(wheel.bytes()).hex() + "\"}}]\n";
    }

    private static TestWheel wheel(String name, String version) {
        return TestWheel.of(name, version).file(name + ".py", "");
    }

    /** Adds a wheel for which the index lists metadata without requirements. */
    private void addWithoutListedRequirements(TestWheel wheel) {
        add(wheel);
        String name = wheel.fileName().replaceFirst("-.*", "");
        index.page(
                name,
                "application/vnd.pypi.simple.v1+json",
                "{\"meta\": {\"api-version\": \"1.1\"}, \"name\": \"" + name + "\", \"files\": [{\"filename\": \""
                        + wheel.fileName() + "\", \"url\": \"" + index.fileUrl(wheel.fileName())
                        + "\", \"size\": " + wheel.bytes().length + ", \"hashes\": {\"sha256\": \""
                        + Sha256.of(wheel.bytes()).hex() + "\"}, \"core-metadata\": true}]}");
        index.serve(
                "/files/" + wheel.fileName() + ".metadata",
                "text/plain",
                TestWheel.of(name, "1.0").metadataText());
    }
}
