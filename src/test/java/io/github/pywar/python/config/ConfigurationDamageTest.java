package io.github.pywar.python.config;

import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.testing.Damage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Damaged files of pip, uv and netrc are refused with the file's name, or read as far as possible. */
class ConfigurationDamageTest extends ConfigurationFixture {

    private static final String PIP = """
            # made by hand
            [global]
            index-url = https://ann:pw@index.example.org/simple/
            extra-index-url =
                https://one.example.org/simple
                https://two.example.org/simple
            trusted-host: a.example.org:8443
            timeout = 15
            proxy = http://u:p@proxy.example.org:3128
            [install]
            find-links = /srv/wheels wheels
            no-index = false
            """;
    private static final String NETRC = """
            # comment
            machine a.example.org login ann password "a b\\"c\\\\d"
            macdef init
            cd /tmp

            machine b.example.org
              login x
              password p\\qr account z
            default login any password thing
            """;
    private static final String UV = """
            index-url = "https://index.example.org/simple"
            extra-index-url = ["https://one.example.org/simple"]
            no-index = false
            [[index]]
            name = "acme"
            url = "https://acme.example.org/simple"
            explicit = true
            [sources]
            demo = { index = "acme" }
            """;

    @Test
    void refusesOrReadsDamagedPipConf() {
        check(11, "home/.config/pip/pip.conf", PIP);
    }

    @Test
    void netrc() {
        check(12, "home/.netrc", NETRC);
        Damage.check(13, input -> Netrc.parse(new String(input, StandardCharsets.UTF_8)), NETRC);
    }

    @Test
    void refusesOrReadsDamagedUvToml() {
        check(14, "project/uv.toml", UV);
    }

    private void check(long seed, String name, String sound) {
        Path file = root.resolve(name);
        Damage.check(
                seed,
                input -> {
                    Files.write(file, input);
                    read().indexes().forEach(IndexDeclaration::describe);
                },
                sound);
    }
}
