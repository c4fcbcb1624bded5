package io.github.pywar.app.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.app.spec.ObjectReference;
import io.github.pywar.app.spec.Protocol;
import io.github.pywar.testing.fuzz.FuzzInput;
import io.github.pywar.testing.fuzz.FuzzTarget;

class PythonFuzzTest {

    /** Blanks for strings and comments keep the lines and columns. */
    @FuzzTarget
    void readsSources(FuzzInput input) throws Exception {
        input.read(() -> {
            SourceFile file = SourceFile.of("shop/app.py", input.text());
            assertThat(file.code()).hasSameSizeAs(file.text());
            assertThat(file.code().chars().filter(c -> c == '\n').count())
                    .isEqualTo(file.text().chars().filter(c -> c == '\n').count());
            file.line(file.code().length());
        });
    }

    @FuzzTarget
    void readsReferences(FuzzInput input) throws Exception {
        input.read(() -> {
            ObjectReference reference = ObjectReference.parse(input.text(), Protocol.WSGI);
            assertThat(ObjectReference.parse(reference.toString(), Protocol.WSGI))
                    .isEqualTo(reference);
        });
    }
}
