package io.github.pywar.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Tool;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check of an application's interface, without an archive. */
class ConformanceScriptTest {

    private static final Path FOLDER = Path.of("src/main/resources/io/github/pywar/app/check");

    /** asyncio prints the exceptions of tasks that are not awaited. */
    @ParameterizedTest
    @ValueSource(strings = {"'lifespan'", "'http'", "'lifespan', 'http'"})
    void printsNothingIfTheApplicationRaises(String protocols) {
        String code = """
                import asyncio, gc, sys
                sys.dont_write_bytecode = True
                import conformance
                async def application(scope, receive, send):
                    if scope["type"] in [%s]:
                        raise ValueError(scope["type"])
                    await receive()
                result = conformance.Result()
                try:
                    asyncio.run(conformance.asgi(application, "/", result))
                except ValueError as problem:
                    assert str(problem) == "http"
                gc.collect()
                """.formatted(protocols);

        Tool.Result done = Tool.run(FOLDER, "python3", "-c", code);

        assertThat(done.output()).isEmpty();
        assertThat(done.exit()).isZero();
    }
}
