package io.github.pywar.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.report.Treemap.Part;
import io.github.pywar.app.report.Treemap.Tile;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;

class TreemapTest {

    private static final double TOLERANCE = 1e-6;

    @Property(tries = 300)
    void fillsTheWholeAreaWithoutOverlap(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 90_000_000) Integer> sizes) {
        List<Part> parts = IntStream.range(0, sizes.size())
                .mapToObj(i -> new Part("p" + i, "", "", sizes.get(i)))
                .toList();
        double total = sizes.stream().mapToDouble(Integer::intValue).sum();

        List<Tile> tiles = Treemap.of(parts);

        assertThat(tiles).hasSize((int) sizes.stream().filter(size -> size > 0).count());
        tiles.forEach(tile -> {
            assertThat(tile.width() * tile.height() / 1e4).isCloseTo(tile.part().size() / total, within());
            assertThat(tile.x()).isGreaterThanOrEqualTo(-TOLERANCE);
            assertThat(tile.y()).isGreaterThanOrEqualTo(-TOLERANCE);
            assertThat(tile.x() + tile.width()).isLessThanOrEqualTo(100 + TOLERANCE);
            assertThat(tile.y() + tile.height()).isLessThanOrEqualTo(100 + TOLERANCE);
            assertThat(tiles).noneMatch(other -> other != tile && overlap(tile, other));
        });
    }

    private static Offset<Double> within() {
        return Offset.offset(TOLERANCE);
    }

    private static boolean overlap(Tile one, Tile other) {
        return one.x() + TOLERANCE < other.x() + other.width()
                && other.x() + TOLERANCE < one.x() + one.width()
                && one.y() + TOLERANCE < other.y() + other.height()
                && other.y() + TOLERANCE < one.y() + one.height();
    }
}
