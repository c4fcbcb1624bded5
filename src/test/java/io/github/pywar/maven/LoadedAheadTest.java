package io.github.pywar.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedAheadTest {

    @Test
    void eachNameOfTheListIsAClass() throws IOException {
        List<String> names = LoadedAhead.names();

        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(300);
        assertThat(names)
                .allSatisfy(name -> assertThatCode(() -> Class.forName(name, false, LoadedAhead.class.getClassLoader()))
                        .as(name + "; write the list again with src/bench/loaded.py")
                        .doesNotThrowAnyException());
    }
}
