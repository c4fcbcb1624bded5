package io.github.pywar.app.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.app.dependency.DeclaredDependencies;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.testing.Golden;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerChoiceTest {

    private final ServerChoice waitress = ServerChoice.parse(Optional.of("waitress>=3"), Protocol.WSGI);

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
    void addsNoServerForNone() {
        ServerChoice none = ServerChoice.parse(Optional.of("none"), Protocol.WSGI);

        assertThat(names(none.joined(of("flask")))).containsExactly("flask");
        assertThat(none.name(of("flask"))).isEqualTo("none");
    }

    @Test
    void addsNoServerWhereHashesAreRequired() {
        DeclaredDependencies hashed = new DeclaredDependencies(of("flask").requirements(), List.of(), List.of(), true);

        assertThat(names(waitress.joined(hashed))).containsExactly("flask");
        assertThat(waitress.name(hashed)).isEqualTo("none");
    }

    @Test
    void returnsTheServerWithoutAHash() {
        DeclaredDependencies hashed = new DeclaredDependencies(of("flask").requirements(), List.of(), List.of(), true);

        assertThat(waitress.unhashed(hashed)).contains("waitress");
        assertThat(waitress.unhashed(of("flask"))).isEmpty();
        assertThat(ServerChoice.parse(Optional.of("none"), Protocol.WSGI).unhashed(hashed))
                .isEmpty();
    }

    @Test
    void prefersTheFirstServerOfTheProtocol() {
        assertThat(names(of(Protocol.WSGI).joined(of("flask")))).containsExactly("flask", "waitress");
        assertThat(names(of(Protocol.ASGI).joined(of("fastapi")))).containsExactly("fastapi", "uvicorn");
    }

    @Test
    void ignoresServersOfTheOtherProtocol() {
        assertThat(names(of(Protocol.ASGI).joined(of("fastapi", "waitress"))))
                .containsExactly("fastapi", "waitress", "uvicorn");
        assertThat(names(of(Protocol.WSGI).joined(of("flask", "uvicorn"))))
                .containsExactly("flask", "uvicorn", "waitress");
    }

    @Test
    void keepsARequiredUvicorn() {
        DeclaredDependencies declared = of("gunicorn", "uvicorn[standard]>=0.30");

        assertThat(names(of(Protocol.ASGI).joined(declared))).containsExactly("gunicorn", "uvicorn");
        assertThat(of(Protocol.ASGI).name(declared)).isEqualTo("uvicorn");
    }

    @Test
    void addsUvicornToGunicornForAsgi() {
        assertThat(names(of(Protocol.ASGI).joined(of("gunicorn")))).containsExactly("gunicorn", "uvicorn");
    }

    @Test
    void rejectsAServerOfTheOtherProtocol() {
        String messages = Stream.of(
                        catchThrowableOfType(
                                UserException.class,
                                () -> ServerChoice.parse(Optional.of("waitress>=3"), Protocol.ASGI)),
                        catchThrowableOfType(
                                UserException.class,
                                () -> ServerChoice.parse(Optional.of("uvicorn[standard]"), Protocol.WSGI)))
                .map(UserException::getMessage)
                .collect(Collectors.joining("\n\n"));

        Golden.assertMatches("spec/server-of-the-other-protocol.txt", messages);
    }

    @Test
    void startsAnUnknownServerByItsName() {
        assertThat(ServerChoice.parse(Optional.of("bjoern"), Protocol.WSGI).name(of("flask")))
                .isEqualTo("bjoern");
    }

    private static ServerChoice of(Protocol protocol) {
        return ServerChoice.parse(Optional.empty(), protocol);
    }

    private static DeclaredDependencies of(String... requirements) {
        return DeclaredDependencies.NONE.requiring(Stream.of(requirements)
                .map(text -> DeclaredRequirement.parse(text, SourceLocation.of("test")))
                .toList());
    }

    private static List<String> names(DeclaredDependencies dependencies) {
        return dependencies.requirements().stream()
                .map(one -> one.requirement().name().value())
                .toList();
    }
}
