package io.github.pywar.python.name;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"Foo.Bar", "foo-bar", "FOO_BAR", "foo._-bar", "foo--bar"})
    void normalizesSpellings(String text) {
        assertThat(PackageName.parse(text))
                .isEqualTo(new PackageName("foo-bar"))
                .hasToString("foo-bar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-foo", "foo-", "foo bar", "foo\n", "f\u00f6\u00f6", "\u212a", "foo/bar", "."})
    void rejectsInvalidNames(String text) {
        assertThat(PackageName.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> PackageName.parse(text)).isInstanceOf(UserException.class);
    }

    @Test
    void reportsTheAllowedCharacters() {
        assertThatThrownBy(() -> PackageName.parse("foo bar"))
                .satisfies(e -> Golden.assertMatches("name/illegal-project.txt", e.getMessage()));
    }

    @Test
    void replacesHyphensForFileNames() {
        assertThat(PackageName.parse("zope.Interface-x").underscored()).isEqualTo("zope_interface_x");
    }

    @Test
    void normalizesExtras() {
        assertThat(ExtraName.parse("Async_IO")).isEqualTo(ExtraName.parse("async-io"));
    }

    @Test
    void acceptsOnlyTheNormalFormInTheConstructor() {
        assertThatThrownBy(() -> new PackageName("Foo")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExtraName("a_b")).isInstanceOf(IllegalArgumentException.class);
    }
}
