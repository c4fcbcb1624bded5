package io.github.pywar.app.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerChoiceTest {

    private final ServerChoice waitress = ServerChoice.parse("waitress>=3");

    @Test
    void addsAServerToAnApplicationWithoutOne() {
        assertThat(names(waitress.joined(of("flask")))).containsExactly("flask", "waitress");
        assertThat(waitress.name(of("flask"))).isEqualTo("waitress");
    }

    @Test
    void keepsTheServerThatTheApplicationRequires() {
        assertThat(names(waitress.joined(of("flask", "gunicorn")))).containsExactly("flask", "gunicorn");
        assertThat(waitress.name(of("flask", "gunicorn"))).isEqualTo("gunicorn");
    }

    @Test
    void addsNothingWhenNoneIsAskedFor() {
        ServerChoice none = ServerChoice.parse("none");

        assertThat(names(none.joined(of("flask")))).containsExactly("flask");
        assertThat(none.name(of("flask"))).isEqualTo("none");
    }

    @Test
    void addsNothingWhereEveryFileMustHaveAHash() {
        Dependencies hashed = new Dependencies(of("flask").requirements(), List.of(), List.of(), true);

        assertThat(names(waitress.joined(hashed))).containsExactly("flask");
        assertThat(waitress.name(hashed)).isEqualTo("none");
    }

    @Test
    void startsAnUnknownServerUnderItsOwnName() {
        assertThat(ServerChoice.parse("bjoern").name(of("flask"))).isEqualTo("bjoern");
    }

    private static Dependencies of(String... requirements) {
        return Dependencies.NONE.and(Stream.of(requirements)
                .map(text -> DeclaredRequirement.parse(text, SourceLocation.of("test")))
                .toList());
    }

    private static List<String> names(Dependencies dependencies) {
        return dependencies.requirements().stream()
                .map(one -> one.requirement().name().value())
                .toList();
    }
}
