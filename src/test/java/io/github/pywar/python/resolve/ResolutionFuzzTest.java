package io.github.pywar.python.resolve;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32;

/** Damaged resolutions in the cache are ignored. */
class ResolutionFuzzTest {

    /** The checksum is corrected, so that the parser itself reads the damaged parts. */
    @FuzzTarget
    void ignoresDamagedResolutions(FuzzInput input) throws Exception {
        input.read(() -> {
            byte[] entry = input.bytes().clone();
            ResolutionCodec.read("", entry, List.of());
            if (entry.length >= 12) {
                CRC32 sum = new CRC32();
                sum.update(entry, 12, entry.length - 12);
                ByteBuffer.wrap(entry).putInt(4, (int) sum.getValue()).putInt(8, entry.length - 12);
            }
            ResolutionCodec.read("", entry, List.of());
        });
    }
}
