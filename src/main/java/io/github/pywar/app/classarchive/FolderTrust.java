package io.github.pywar.app.classarchive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Check that only the user of this build, and root, can replace files in a folder. Java does not check an archive of classes
 * before it runs their code.
 */
final class FolderTrust {

    private static final String ATTRIBUTES = "unix:mode,uid,owner,group";
    private static final int ROOT = 0;
    private static final int STICKY = 01000;
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;

    private FolderTrust() {}

    /**
     * Checks the folder and all folders above it. A system without the permissions of POSIX is not checked.
     *
     * @param own a file or folder that this process has created
     */
    static void check(Path folder, Path own) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        Object user = Files.getAttribute(own, "unix:uid");
        Path last = folder.toRealPath();
        for (Path one = last; one != null; one = one.getParent()) {
            Map<String, Object> attributes = Files.readAttributes(one, ATTRIBUTES);
            if (!List.of(user, ROOT).contains(attributes.get("uid"))) {
                throw ClassArchiveErrors.foreignFolder(one, attributes.get("owner"));
            }
            if (isWritableByOthers(attributes) && (one.equals(last) || !isSticky(attributes))) {
                throw ClassArchiveErrors.openFolder(one);
            }
        }
    }

    /** In a sticky folder such as /tmp, users can only replace their own files, but also add some. */
    private static boolean isSticky(Map<String, Object> attributes) {
        return ((int) attributes.get("mode") & STICKY) != 0;
    }

    /** Many systems give each user a group. */
    private static boolean isWritableByOthers(Map<String, Object> attributes) {
        int mode = (int) attributes.get("mode");
        boolean isGroupOfUser = attributes
                .get("group")
                .toString()
                .equals(attributes.get("owner").toString());
        int writers = isGroupOfUser ? OTHERS_WRITE : OTHERS_WRITE | GROUP_WRITES;
        return (mode & writers) != 0;
    }
}
