package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * METADATA of a wheel that lies elsewhere, read with as few bytes as there can be.
 *
 * @param bytes of {@code NAME-VERSION.dist-info/METADATA}, their CRC checked
 * @param place how far before the wheel's end the file begins, in bytes
 * @param length how many bytes it takes there, its header with it
 * @param entry about how far before the wheel's end its entry in the zip's directory begins
 */
public record WheelMetadata(byte[] bytes, long place, long length, long entry) {

    /** In bytes; real descriptions stay below 1 MB. */
    static final int LARGEST = 2 << 20;

    /** Some twenty entries: those of the folder that is wanted, where it stands last as it should. */
    private static final int LAST_ENTRIES = 2 << 10;

    /** An entry without its name, extra fields of the common packers with it, and the record at the very end. */
    private static final int USUAL_ENTRY = 46 + 40;

    private static final int ZIP_END = 22;

    /**
     * Where only a tail is at hand ({@link ByteRanges#withTail}) the last entries of the zip's directory do, if METADATA
     * is among them; else the whole directory is read and checked. So a source is asked for at most the rest of the
     * directory and one more range. Whoever takes the wheel itself must check all of it.
     *
     * @param wheel its file name
     */
    public static WheelMetadata read(ByteRanges zip, String wheel) throws IOException {
        ZipEnd end = ZipEnd.find(zip, wheel);
        long atHand = Math.max(zip.atHandFrom(), end.offset() + end.size() - LAST_ENTRIES);
        if (zip.atHandFrom() > 0 && atHand > end.offset() && atHand < end.offset() + end.size()) {
            Optional<WheelMetadata> last = readLast(zip, end, atHand, wheel);
            if (last.isPresent()) {
                return last.get();
            }
        }
        Map<String, ZipMember> members =
                ZipDirectory.read(zip, ZipLimits.OF_DIRECTORY, wheel).members();
        String path = path(members, wheel);
        if (!members.containsKey(path)) {
            throw ZipErrors.forbidden(wheel, "it is no wheel: `" + path + "` is missing");
        }
        return read(zip, wheel, members, path);
    }

    /**
     * Looks for METADATA without the zip's directory, in a part of the wheel in which that of a similar wheel would lie.
     * It counts only where there is one such file, whole and with the right CRC. What a part shows the wheel's directory
     * need not name: whoever takes the wheel itself must compare.
     *
     * @param part bytes of the wheel
     * @param behind how many bytes of the wheel follow them
     */
    public static Optional<WheelMetadata> search(byte[] part, long behind, String wheel) throws IOException {
        List<ZipMember> found = ZipLocalHeader.search(part).stream()
                .filter(member -> member.path().endsWith(".dist-info/METADATA"))
                .toList();
        try {
            if (found.size() != 1
                    || !path(Map.of(found.get(0).path(), found.get(0)), wheel)
                            .equals(found.get(0).path())) {
                return Optional.empty();
            }
            ZipMember member = found.get(0);
            byte[] content = new ZipContent(ByteRanges.of(part), wheel).read(member, LARGEST);
            long place = part.length - member.header() + behind;
            return Optional.of(new WheelMetadata(content, place, member.end() - member.header(), 0));
        } catch (UserException notThere) {
            return Optional.empty();
        }
    }

    private static Optional<WheelMetadata> readLast(ByteRanges zip, ZipEnd end, long from, String wheel)
            throws IOException {
        Optional<ZipLastMembers> last = ZipLastMembers.read(zip, end, from, wheel);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        String path;
        try {
            path = path(last.get().members(), wheel);
        } catch (UserException perhapsFurtherAhead) {
            return Optional.empty();
        }
        ZipMember member = last.get().members().get(path);
        return member != null && member.deflatedSize() <= end.offset() && member.end() <= end.offset()
                ? Optional.of(read(zip, wheel, last.get().members(), path))
                : Optional.empty();
    }

    private static String path(Map<String, ZipMember> members, String wheel) {
        PackageName project = PackageName.tryParse(wheel.substring(0, Math.max(0, wheel.indexOf('-'))))
                .orElseGet(() -> WheelName.parse(wheel).name());
        return DistInfo.find(members.keySet(), wheel, project) + "/METADATA";
    }

    private static WheelMetadata read(ByteRanges zip, String wheel, Map<String, ZipMember> members, String path)
            throws IOException {
        ZipMember member = members.get(path);
        byte[] content = new ZipContent(zip, wheel).read(member, LARGEST);
        long entries = ZIP_END;
        boolean isBehind = false;
        for (String other : members.keySet()) {
            isBehind |= other.equals(path);
            entries += isBehind ? USUAL_ENTRY + other.length() : 0;
        }
        return new WheelMetadata(content, zip.size() - member.header(), member.end() - member.header(), entries);
    }
}
