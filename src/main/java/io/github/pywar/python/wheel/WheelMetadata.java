package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.base.zip.ZipLimitException;
import io.github.pywar.base.zip.ZipListing;
import io.github.pywar.base.zip.ZipMember;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * METADATA of a remote wheel, read with as few bytes as possible.
 *
 * @param bytes of {@code NAME-VERSION.dist-info/METADATA}; their CRC is checked
 * @param fromEnd distance from the begin of the file to the end of the wheel, in bytes
 * @param length of the file in the wheel with its header, in bytes
 * @param entryFromEnd estimated distance from its entry in the zip's directory to the end of the wheel, in bytes
 */
public record WheelMetadata(byte[] bytes, long fromEnd, long length, long entryFromEnd) {

    /** In bytes; real descriptions stay below 1 MB. */
    static final int LARGEST = 2 << 20;

    private static final String PATH = ".dist-info/METADATA";

    /** In bytes, about twenty entries: those of the .dist-info folder, which packers should write last. */
    private static final int LAST_ENTRIES = 2 << 10;

    /** In bytes: an entry without its name, but with the extra fields of the common packers. */
    private static final int USUAL_ENTRY = 46 + 40;

    /** In bytes: the record at the very end of a zip. */
    private static final int ZIP_END = 22;

    /**
     * Reads METADATA through ranges. If a tail of the wheel is in memory ({@link ByteRanges#withTail}) and METADATA is
     * among the last entries of the zip's directory, only these are read. Otherwise all of the directory is read and
     * checked. So the source is read at most twice: for the rest of the directory, and for METADATA. A caller that later
     * uses the wheel itself must check all of it.
     *
     * @param wheel its file name
     * @throws UserException if the wheel is damaged or has no METADATA
     */
    public static WheelMetadata read(ByteRanges zip, String wheel) throws IOException {
        try {
            Optional<WheelMetadata> last = readLast(zip, wheel);
            return last.isPresent() ? last.get() : readAny(zip, wheel);
        } catch (ZipLimitException e) {
            throw WheelErrors.withHint(e);
        }
    }

    /**
     * Searches for METADATA without the zip's directory, in the part of the wheel where a similar wheel has it. The result
     * is present only if the part has exactly one such file, complete and with the right CRC. The directory of the wheel
     * may name another file, so a caller that later uses the wheel itself must compare.
     *
     * @param part bytes of the wheel
     * @param behind number of bytes of the wheel after them
     */
    public static Optional<WheelMetadata> search(byte[] part, long behind, String wheel) throws IOException {
        try {
            Optional<ZipListing> found = ZipListing.find(part, PATH, wheel);
            Optional<ZipMember> member = found.isEmpty() ? Optional.empty() : member(found.get());
            if (member.isEmpty()) {
                return Optional.empty();
            }
            byte[] content = found.get().content(member.get(), LARGEST);
            long fromEnd = part.length - member.get().header() + behind;
            return Optional.of(new WheelMetadata(content, fromEnd, length(member.get()), 0));
        } catch (UserException notInPart) {
            return Optional.empty();
        }
    }

    private static Optional<WheelMetadata> readLast(ByteRanges zip, String wheel) throws IOException {
        Optional<ZipListing> last = ZipListing.readLast(zip, wheel, LAST_ENTRIES);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Optional<ZipMember> member;
        try {
            member = member(last.get());
        } catch (UserException perhapsInEarlierEntries) {
            return Optional.empty();
        }
        return member.isEmpty() ? Optional.empty() : Optional.of(read(last.get(), member.get()));
    }

    private static WheelMetadata readAny(ByteRanges zip, String wheel) throws IOException {
        ZipListing listing = ZipListing.read(zip, wheel);
        Optional<ZipMember> member = member(listing);
        if (member.isEmpty()) {
            String path = path(listing.members().keySet(), wheel);
            throw WheelErrors.refused(wheel, "it is not a wheel: `" + path + "` is missing");
        }
        return read(listing, member.get());
    }

    /** @throws UserException unless there is one .dist-info folder, of the wheel's own project */
    private static Optional<ZipMember> member(ZipListing listing) {
        String path = path(listing.members().keySet(), listing.archive());
        return Optional.ofNullable(listing.members().get(path));
    }

    private static String path(Set<String> paths, String wheel) {
        Optional<PackageName> start = PackageName.tryParse(wheel.substring(0, Math.max(0, wheel.indexOf('-'))));
        PackageName project =
                start.isPresent() ? start.get() : WheelName.parse(wheel).name();
        return DistInfo.find(paths, wheel, project) + "/METADATA";
    }

    private static WheelMetadata read(ZipListing listing, ZipMember member) throws IOException {
        long entries = ZIP_END;
        boolean isBehind = false;
        for (String path : listing.members().keySet()) {
            isBehind |= path.equals(member.path());
            entries += isBehind ? USUAL_ENTRY + path.length() : 0;
        }
        byte[] content = listing.content(member, LARGEST);
        return new WheelMetadata(content, listing.zip().size() - member.header(), length(member), entries);
    }

    private static long length(ZipMember member) {
        return member.end() - member.header();
    }
}
