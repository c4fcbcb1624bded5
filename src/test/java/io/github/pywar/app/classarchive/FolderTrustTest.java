package io.github.pywar.app.classarchive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTrustTest {

    @TempDir
    private Path temporary;

    @Test
    void acceptsAFolderThatOnlyItsOwnerCanWrite() throws IOException {
        assertThatCode(() -> check("rwxr-xr-x")).doesNotThrowAnyException();
    }

    @Test
    void acceptsAFolderOfTheUsersOwnGroup() throws IOException {
        Path folder = folder("rwxrwxr-x");
        String group = Files.getAttribute(folder, "posix:group").toString();
        assumeTrue(group.equals(Files.getOwner(folder).getName()));

        assertThatCode(() -> FolderTrust.check(folder, folder)).doesNotThrowAnyException();
    }

    @Test
    void refusesAFolderThatAllCanWrite() {
        assertThatThrownBy(() -> check("rwxr-xrwx"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Other users can write into `" + temporary.resolve("cache"));
    }

    /** Others cannot replace a file in it, but can write one if a cleaner has removed that of the user. */
    @Test
    void refusesAStickyFolderThatAllCanWriteOnlyAsTheLastOne() throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("cache"));
        Files.setAttribute(folder, "unix:mode", 01777);

        assertThatThrownBy(() -> FolderTrust.check(folder, folder)).isInstanceOf(UserException.class);
        Path inside = Files.createDirectory(folder.resolve("classes"));
        assertThatCode(() -> FolderTrust.check(inside, inside)).doesNotThrowAnyException();
    }

    /** Root may own a folder of any user; the name of an owner is in the message. */
    @Test
    void refusesAFolderOfAnotherUser() throws IOException {
        Path folder = folder("rwxr-xr-x");
        assumeTrue((int) Files.getAttribute(folder, "unix:uid") == 0, "only root can give a folder away");
        Path own = Files.createFile(temporary.resolve("own"));
        Files.setAttribute(folder, "unix:uid", 65_534);

        assertThatThrownBy(() -> FolderTrust.check(folder, own))
                .isInstanceOf(UserException.class)
                .satisfies(refused -> Golden.assertMatches(
                        "class-archive/foreign-folder.txt",
                        refused.getMessage()
                                .replace(folder.toString(), "FOLDER")
                                .replace(owner(folder), "OWNER")));
    }

    private static String owner(Path folder) throws IOException {
        String owner = Files.getOwner(folder).getName();
        assertThat(owner).isNotEmpty();
        return "`" + owner + "`";
    }

    private void check(String permissions) throws IOException {
        Path folder = folder(permissions);
        FolderTrust.check(folder, folder);
    }

    private Path folder(String permissions) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve("cache"));
        return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }
}
