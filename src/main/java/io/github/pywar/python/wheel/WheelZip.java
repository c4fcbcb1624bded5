package io.github.pywar.python.wheel;

import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The directory of a wheel on disk, and every local header, so that each member's bytes are at a known place.
 *
 * @param files as they lie there
 * @param trailing how many bytes follow the end of the zip
 */
record WheelZip(FileTree files, long trailing) {

    static WheelZip read(Path file, ZipLimits limits) throws IOException {
        String archive = file.getFileName().toString();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteRanges zip = ByteRanges.of(channel);
            ZipDirectory directory = ZipDirectory.read(zip, limits, archive);
            List<ZipMember> members = new ArrayList<>(directory.members().values());
            members.sort(Comparator.comparingLong(ZipMember::header));
            FileTree.Builder files = FileTree.builder(archive);
            long free = 0;
            for (ZipMember member : members) {
                long data = ZipLocalHeader.read(zip, member, archive).data();
                if (member.header() < free || data + member.deflatedSize() > zip.size()) {
                    throw ZipErrors.forbidden(archive, "`" + member.path() + "` overlaps another file");
                }
                free = data + member.deflatedSize();
                files.add(member.path(), new WheelMember(file, member, data), member.isExecutable());
            }
            return new WheelZip(files.build(), directory.trailing());
        }
    }
}
