package io.github.pywar.app.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ObjectReferenceTest {

    @Test
    void parsesAnAttribute() {
        assertThat(ObjectReference.parse("shop.wsgi:application", Protocol.WSGI))
                .isEqualTo(new ObjectReference("shop.wsgi", "application", false, Protocol.WSGI));
    }

    @Test
    void parsesANestedAttribute() {
        assertThat(ObjectReference.parse(" shop:web.app ", Protocol.WSGI))
                .isEqualTo(new ObjectReference("shop", "web.app", false, Protocol.WSGI));
    }

    @Test
    void parsesAFactory() {
        ObjectReference entry = ObjectReference.parse("shop:create_app()", Protocol.WSGI);

        assertThat(entry).isEqualTo(new ObjectReference("shop", "create_app", true, Protocol.WSGI));
        assertThat(entry).hasToString("shop:create_app()");
    }

    @Test
    void listsTheFilesOfItsModule() {
        assertThat(ObjectReference.parse("a.b:c", Protocol.WSGI).files()).containsExactly("a/b.py", "a/b/__init__.py");
    }

    @Test
    void rejectsOtherNotations() {
        String messages = List.of(
                        "",
                        "shop.wsgi",
                        "shop/wsgi.py:app",
                        "shop:create_app(1)",
                        "shop:create_app(",
                        "1shop:app",
                        "a:b:c")
                .stream()
                .map(text -> catchThrowableOfType(UserException.class, () -> ObjectReference.parse(text, Protocol.WSGI))
                        .getMessage())
                .collect(Collectors.joining("\n\n"));

        Golden.assertMatches("spec/entry-point.txt", messages);
    }
}
