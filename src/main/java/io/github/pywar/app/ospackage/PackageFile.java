package io.github.pywar.app.ospackage;

import io.github.pywar.base.file.ByteSource;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * File, link or folder of a package. The user root owns it.
 *
 * @param path absolute
 * @param content of a file
 * @param link target of a symbolic link
 * @param isExecutable whether all users may run the file
 * @param isConfiguration whether an upgrade keeps the changes of the administrator
 */
public record PackageFile(
        String path,
        Optional<ByteSource> content,
        Optional<String> link,
        boolean isExecutable,
        boolean isConfiguration) {

    static PackageFile file(String path, ByteSource content, boolean isExecutable) {
        return new PackageFile(path, Optional.of(content), Optional.empty(), isExecutable, false);
    }

    static PackageFile text(String path, String text, boolean isConfiguration) {
        ByteSource content = ByteSource.of(text.getBytes(StandardCharsets.UTF_8));
        return new PackageFile(path, Optional.of(content), Optional.empty(), false, isConfiguration);
    }

    static PackageFile link(String path, String target) {
        return new PackageFile(path, Optional.empty(), Optional.of(target), false, false);
    }

    static PackageFile folder(String path) {
        return new PackageFile(path, Optional.empty(), Optional.empty(), true, false);
    }

    /** Returns the permissions. Only root and the group of a configuration can read it: it may contain secrets. */
    public int mode() {
        return isConfiguration ? 0640 : isExecutable ? 0755 : 0644;
    }
}
