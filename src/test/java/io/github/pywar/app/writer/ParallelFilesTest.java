package io.github.pywar.app.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelFilesTest {

    private static final int FILES = 1000;

    @Test
    void writesNothingMoreWhenAnErrorIsThrown() {
        FileTree.Builder tree = FileTree.builder("test");
        for (int i = 0; i < FILES; i++) {
            tree.add("file" + i, ByteSource.of(""));
        }
        AtomicInteger open = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();

        assertThatThrownBy(() -> new ParallelFiles(Path.of("root"))
                        .write(tree.build().entries(), (file, target) -> {
                            open.incrementAndGet();
                            try {
                                if (begun.incrementAndGet() == 2) {
                                    throw new IOException("disk full");
                                }
                                Sha256.of(new byte[1 << 20]); // takes as long as a file
                            } finally {
                                open.decrementAndGet();
                            }
                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("disk full");
        assertThat(open).hasValue(0);
        assertThat(begun).hasValueLessThan(FILES);
    }
}
