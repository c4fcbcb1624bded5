package io.github.pywar.app.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import io.github.pywar.python.error.BuildHints;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.source.BuildScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildRulesTest {

    private static final PackageName UWSGI = PackageName.parse("uwsgi");

    @Test
    void buildsPureWheelsByDefault() {
        assertThat(BuildRules.parse(List.of(), List.of()).policy().of(UWSGI)).isEqualTo(BuildScope.PURE);
    }

    @Test
    void scopeOfAPackagePrecedesTheDefault() {
        BuildRules rules = BuildRules.parse(List.of("uWSGI=native", "none"), List.of());

        assertThat(rules.policy().of(UWSGI)).isEqualTo(BuildScope.NATIVE);
        assertThat(rules.policy().of(PackageName.parse("rx"))).isEqualTo(BuildScope.NONE);
    }

    @Test
    void rejectsAnUnknownScope() {
        assertThatThrownBy(() -> BuildRules.parse(List.of("uwsgi=nativ"), List.of()))
                .isInstanceOfSatisfying(UserException.class, error -> {
                    assertThat(error.what())
                            .isEqualTo("`nativ` does not say what is built from source\n    from: <buildSdists>");
                    assertThat(error.hints().stream().map(Hint::toString))
                            .containsExactly(
                                    "did you mean `native`?",
                                    "write `none`, `pure` or `native`; for one package: `NAME=native`");
                });
    }

    @Test
    void rejectsAScopeOfSomethingThatIsNoPackage() {
        assertThatThrownBy(() -> BuildRules.parse(List.of("a b=pure"), List.of()))
                .hasMessageContaining("`a b` is not a package name\n    from: <buildSdists>");
    }

    @Test
    void rejectsAPythonThatIsNoProgram(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("python3"), "");

        for (Path wrong : List.of(text, folder, folder.resolve("none"))) {
            assertThatThrownBy(() -> BuildRules.checkPython(wrong))
                    .hasMessageContaining("`" + wrong + "` is not a program\n    from: <buildPython>")
                    .hasMessageContaining("hint: write the path of a Python");
        }
        assertThat(text.toFile().setExecutable(true)).isTrue();
        assertThat(BuildRules.checkPython(text)).isEqualTo(text);
    }

    @Test
    void collectsTheValuesOfASetting() {
        BuildRules rules = BuildRules.parse(List.of(), List.of("uwsgi:--define=a=1", "uwsgi:--define=b", "rx:x="));

        assertThat(rules.settings())
                .containsEntry(UWSGI, Map.of("--define", List.of("a=1", "b")))
                .containsEntry(PackageName.parse("rx"), Map.of("x", List.of("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uwsgi", "uwsgi:key", ":key=value", "uwsgi:=value", "key=a:b"})
    void rejectsATextThatIsNoSetting(String text) {
        assertThatThrownBy(() -> BuildRules.parse(List.of(), List.of(text)))
                .hasMessageContaining("`" + text + "` is not a setting of a build backend\n    from: <buildSettings>");
    }

    /** A hint replaces the declaration, so it has to repeat it. */
    @Test
    void hintsRepeatTheDeclaration() {
        BuildHints none = BuildRules.parse(List.of("none", "pillow=native", "six=pure"), List.of())
                .policy()
                .hints();
        BuildHints usual = BuildRules.parse(List.of(), List.of()).policy().hints();

        assertThat(none.ofPure(List.of("detect")).values())
                .containsExactly("`detect`", "none,detect=pure,pillow=native,six=pure");
        assertThat(none.ofNative(List.of("six")).values()).containsExactly("`six`", "none,pillow=native,six=native");
        assertThat(usual.ofNative(List.of("b", "a")).values()).containsExactly("`b`, `a`", "a=native,b=native");
        assertThat(usual.together(List.of(), true, "", "glibc-2.34").values().subList(1, 5))
                .containsExactly("", "true", "", "glibc-2.34");
    }
}
