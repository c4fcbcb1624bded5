package io.github.pywar.app.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
                    application = Flask(__name__)                           | shop:aplication     | shop:application
                    app: Flask = Flask(__name__)                            | shop:ap             | shop:app
                    def create_app():\\n    return 1                         | shop:create_ap()    | shop:create_app()
                    def create_app():\\n    return 1                         | shop:application    | shop:create_app()
                    def create_app(config):\\n    return 1                   | shop:application    | shop:create_app
                    class Application:\\n    pass                            | shop:Aplication.run | shop:Application.run
                    from flask import Flask, other as application           | shop:aplication     | shop:application
                    import x.y as application  # why                        | shop:aplicaton      | shop:application
                    app = 1                                                 | shop:server         | shop:app
                    """)
    void proposesTheClosestName(String source, String entry, String meant) {
        assertThat(warning(source.replace("\\n", "\n"), entry))
                .startsWith("`shop.py` does not seem to define `")
                .endsWith("did you mean <application>" + meant + "</application>?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application = 1",
                "    application = 1",
                "from shop.base import *",
                "def __getattr__(name): return 1",
                "globals()['appli' + 'cation'] = 1",
                "exec(code)",
                "for application in range(3): pass",
                "(one, application) = 1, 2",
                "with x as application: pass",
                "from x import (\n    application,\n)",
                "application: int"
            })
    void doesNotWarnIfTheModuleMayDefineIt(String source) {
        assertThat(warning(source, "shop:application")).isEmpty();
    }

    @Test
    void warnsWithoutAProposal() {
        assertThat(warning("x = 1\n", "shop:application"))
                .isEqualTo("`shop.py` does not seem to define `application`, which <application> names");
    }

    private static String warning(String source, String entry) {
        return new AttributeCheck(source)
                .warning(ObjectReference.parse(entry, Protocol.WSGI), "shop.py")
                .orElse("");
    }
}
