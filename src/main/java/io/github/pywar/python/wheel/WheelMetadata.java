package io.github.pywar.python.wheel;

import java.io.IOException;

/** METADATA of a wheel that lies elsewhere, read with as few ranges as there can be. */
public final class WheelMetadata {

    private static final int LARGEST = 16 << 20;

    private WheelMetadata() {}

    /**
     * Reads the zip's directory, then METADATA. A source that keeps its tail ({@link ByteRanges#withTail}) is asked
     * for at most the rest of the directory and one more range.
     *
     * @param wheel its file name
     * @return the bytes of {@code NAME-VERSION.dist-info/METADATA}, their CRC checked
     */
    public static byte[] read(ByteRanges zip, String wheel) throws IOException {
        WheelName name = WheelName.parse(wheel);
        ZipDirectory directory = ZipDirectory.read(zip, ZipLimits.OF_DIRECTORY, wheel);
        String path = DistInfo.find(directory.members().keySet(), name) + "/METADATA";
        ZipMember member = directory.members().get(path);
        if (member == null) {
            throw ZipRefusal.forbidden(wheel, "it is no wheel: `" + path + "` is missing");
        }
        return new ZipContent(zip, wheel).read(member, LARGEST);
    }
}
