package io.github.pywar.python.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.testing.Damage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** Damaged resolutions in the cache are ignored. */
class DamagedResolutionTest extends ResolverFixture {

    /** Corrects the checksum after the damage, so that the parser itself reads the damaged parts. */
    @Test
    void rejectsDamagedBytes() throws IOException {
        index.wheel("a", "1.0", "b[x]>=1; python_version >= '3'", "c")
                .wheel("b", "2.0", "c>=1; extra == 'x'")
                .wheel("c", "1.0");
        Resolution resolution = resolve("a");
        byte[] stored = ResolutionCodec.write("", Map.of(PackageName.parse("a"), "sum"), resolution);
        assertThat(ResolutionCodec.read("", stored, List.of())).isPresent();

        Damage.check(
                31,
                input -> {
                    ResolutionCodec.read("", input, List.of());
                    if (input.length >= 12) {
                        CRC32 sum = new CRC32();
                        sum.update(input, 12, input.length - 12);
                        ByteBuffer.wrap(input).putInt(4, (int) sum.getValue()).putInt(8, input.length - 12);
                    }
                    ResolutionCodec.read("", input, List.of());
                },
                stored);
    }
}
