package io.github.pywar.python.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;
import java.util.List;
import java.util.stream.Collectors;

class TagFuzzTest {

    @FuzzTarget
    void expandsTagSets(FuzzInput input) throws Exception {
        input.read(() -> {
            List<WheelTag> tags = List.copyOf(WheelTag.parseSet(input.text()));
            assertThat(tags).isNotEmpty().doesNotHaveDuplicates();
            assertThat(joined(tags))
                    .isEqualTo(joined(tags.stream()
                            .flatMap(tag -> WheelTag.parseSet(tag.toString()).stream())
                            .toList()));
        });
    }

    private static String joined(List<WheelTag> tags) {
        return tags.stream().map(WheelTag::toString).collect(Collectors.joining(" "));
    }
}
