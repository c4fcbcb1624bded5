package io.github.pywar.base.zip;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Files of a zip on disk. Its directory and all local headers are checked; the content is checked when it is read.
 *
 * @param files in the zip; deflated files have a {@linkplain io.github.pywar.base.file.ByteSource#deflated() deflated form}
 * @param trailing number of bytes after the end of the zip
 */
public record ZipFileTree(FileTree files, long trailing) {

    /**
     * Opens a zip. No file stays open.
     *
     * @throws ZipLimitException if it exceeds the limits
     * @throws UserException if it is damaged or not allowed
     */
    public static ZipFileTree read(Path file, ZipLimits limits) throws IOException {
        String archive = file.getFileName().toString();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteRanges zip = ByteRanges.of(channel);
            ZipDirectory directory = ZipDirectory.read(zip, limits, archive);
            List<ZipMember> members = new ArrayList<>(directory.members().values());
            Collections.sort(members);
            FileTree.Builder files = FileTree.builder(archive);
            // Only the local header has the real start of the bytes, so files that overlap are found only here.
            long free = 0;
            for (ZipMember member : members) {
                long data = ZipLocalHeader.read(zip, member, archive).data();
                if (member.header() < free || data + member.deflatedSize() > zip.size()) {
                    throw ZipErrors.forbidden(archive, "`" + member.path() + "` overlaps another file");
                }
                free = data + member.deflatedSize();
                files.add(member.path(), new ZipMemberSource(file, member, data), member.isExecutable());
            }
            return new ZipFileTree(files.build(), directory.trailing());
        }
    }
}
