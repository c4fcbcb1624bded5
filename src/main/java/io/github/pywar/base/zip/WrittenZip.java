package io.github.pywar.base.zip;

import io.github.pywar.base.error.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Zip that {@link ZipWriter} has written, for another zip with almost the same files. Files that follow each other in both are
 * copied in one piece, with their headers: the work grows with the number of bytes and of directory entries only.
 */
public final class WrittenZip {

    private final Path file;
    private final BasicFileAttributes state;
    private final ByteBuffer directory;
    private final List<Member> members;

    private WrittenZip(Path file, BasicFileAttributes state, ByteBuffer directory, List<Member> members) {
        this.file = file;
        this.state = state;
        this.directory = directory;
        this.members = List.copyOf(members);
    }

    /**
     * File of the zip.
     *
     * @param path its name
     * @param isExecutable whether its mode is 0755
     * @param start of its local header
     * @param end of its bytes
     * @param entry start of its entry in the directory
     * @param entryEnd end of its entry in the directory
     */
    public record Member(String path, boolean isExecutable, long start, long end, int entry, int entryEnd) {}

    /**
     * Reads the directory.
     *
     * @return empty if {@link ZipWriter} has not written the file, or if it has zip64 numbers
     */
    public static Optional<WrittenZip> read(Path file) throws IOException {
        BasicFileAttributes state = state(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteRanges zip = ByteRanges.of(channel);
            ZipEnd end = ZipEnd.find(zip, file.getFileName().toString());
            if (end.zip64() || end.trailing() != 0 || end.size() > ZipLimits.DEFAULT.directoryBytes()) {
                return Optional.empty();
            }
            ByteBuffer directory = ZipFormat.littleEndian(zip.read(end.offset(), (int) end.size()));
            return members(directory, end.offset()).map(members -> new WrittenZip(file, state, directory, members));
        } catch (UserException damaged) {
            return Optional.empty();
        }
    }

    private static BasicFileAttributes state(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class);
    }

    /** Returns whether the file was not replaced since its directory was read, for example by another build. */
    boolean isSame() throws IOException {
        BasicFileAttributes now = state(file);
        return Objects.equals(now.fileKey(), state.fileKey())
                && now.size() == state.size()
                && now.lastModifiedTime().equals(state.lastModifiedTime());
    }

    private static Optional<List<Member>> members(ByteBuffer directory, long end) {
        List<Member> members = new ArrayList<>();
        int at = 0;
        while (at + ZipFormat.CENTRAL_SIZE <= directory.limit()) {
            int name = Short.toUnsignedInt(directory.getShort(at + 28));
            int next = at + ZipFormat.CENTRAL_SIZE + name;
            boolean isOwn = directory.getInt(at) == ZipFormat.CENTRAL_SIGNATURE && directory.getInt(at + 30) == 0;
            if (!isOwn || next > directory.limit()) {
                return Optional.empty();
            }
            String path = new String(directory.array(), at + ZipFormat.CENTRAL_SIZE, name, StandardCharsets.UTF_8);
            boolean isExecutable = (directory.getInt(at + 38) >>> 16 & 0100) != 0;
            long start = offset(directory, at);
            long stop = next == directory.limit() ? end : offset(directory, next);
            if (start > stop || members.isEmpty() && start != 0) {
                return Optional.empty();
            }
            members.add(new Member(path, isExecutable, start, stop, at, next));
            at = next;
        }
        return at == directory.limit() ? Optional.of(members) : Optional.empty();
    }

    private static long offset(ByteBuffer directory, int entry) {
        int at = entry + 42;
        return at + Integer.BYTES > directory.limit() ? -1 : Integer.toUnsignedLong(directory.getInt(at));
    }

    /** @return the files, sorted by path */
    public List<Member> members() {
        return members;
    }

    /**
     * Reads a file that is not deflated.
     *
     * @param limit in bytes
     * @throws UserException if it is longer, or damaged
     */
    public byte[] content(Member member, int limit) throws IOException {
        String archive = file.getFileName().toString();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer entry = directory.duplicate().order(directory.order()).position(member.entry());
            return new ZipContent(ByteRanges.of(channel), archive).read(ZipDirectory.next(entry, archive), limit);
        }
    }

    /**
     * Starts another zip. The last files of this one are copied at once, where they will be in the other.
     *
     * @param kept files of this zip, sorted by path
     * @param others sizes of files at other paths, which are not deflated
     * @param target new, empty file
     */
    public NextZip next(List<Member> kept, SortedMap<String, Long> others, Path target) throws IOException {
        return NextZip.start(this, kept, others, target);
    }

    Path file() {
        return file;
    }

    ByteBuffer directory() {
        return directory;
    }
}
