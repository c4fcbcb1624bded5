package io.github.pywar.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;

/** Names of files on an index. */
class WheelNameFuzzTest {

    @FuzzTarget
    void readsNamesOfWheels(FuzzInput input) throws Exception {
        input.read(() -> {
            WheelName name = WheelName.parse(input.text());
            assertThat(WheelName.tryParse(name.fileName())).contains(name);
            assertThat(name.tags()).isNotEmpty().hasSizeLessThanOrEqualTo(4096);
            for (WheelTag tag : name.tags()) {
                assertThat(WheelTag.parseSet(tag.toString())).containsExactly(tag);
            }
            assertThat(name.build().compareTo(name.build())).isZero();
        });
    }

    @FuzzTarget
    void readsNamesOfSources(FuzzInput input) throws Exception {
        input.read(() -> {
            String file = input.line(0);
            SdistName.tryParse(file)
                    .ifPresent(name -> assertThat(name.version()).isNotNull());
            PackageName project = PackageName.parse(input.line(1));
            SdistName.tryParse(file, project)
                    .ifPresent(name -> assertThat(name.name()).isEqualTo(project));
        });
    }
}
