package io.github.pywar.app.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeclarationChoiceTest {

    private static final Set<DeclarationKind> ALL = EnumSet.allOf(DeclarationKind.class);

    @Test
    void choosesTheFirstKind() {
        assertThat(DeclarationChoice.of(ALL, Set.of(), false).kind()).contains(DeclarationKind.REQUIREMENTS);
        assertThat(DeclarationChoice.of(EnumSet.of(DeclarationKind.PIPFILE, DeclarationKind.POETRY), Set.of(), false)
                        .kind())
                .contains(DeclarationKind.POETRY);
        assertThat(DeclarationChoice.of(Set.of(), Set.of("uv.lock"), false).kind())
                .isEmpty();
    }

    @Test
    void prefersTheDeclarationOfALock() {
        DeclarationChoice locked = DeclarationChoice.of(ALL, Set.of("Pipfile.lock"), false);
        DeclarationChoice poetry = DeclarationChoice.of(
                EnumSet.of(DeclarationKind.REQUIREMENTS, DeclarationKind.PROJECT), Set.of("poetry.lock"), false);

        assertThat(locked.kind()).contains(DeclarationKind.PIPFILE);
        assertThat(locked.lock()).contains("Pipfile.lock");
        assertThat(poetry.kind()).contains(DeclarationKind.PROJECT);
    }

    @Test
    void ignoresALockWithoutItsDeclaration() {
        DeclarationChoice choice =
                DeclarationChoice.of(EnumSet.of(DeclarationKind.REQUIREMENTS), Set.of("uv.lock"), false);

        assertThat(choice.kind()).contains(DeclarationKind.REQUIREMENTS);
        assertThat(choice.lock()).isEmpty();
    }

    @Test
    void prefersTheFilesOfThePom() {
        DeclarationChoice choice =
                DeclarationChoice.of(EnumSet.of(DeclarationKind.PIPFILE), Set.of("Pipfile.lock"), true);

        assertThat(choice.isRequirementsFiles()).isTrue();
        assertThat(choice.lock()).isEmpty();
        assertThat(choice.unused()).containsExactly("Pipfile", "Pipfile.lock");
    }

    @Test
    void namesTheDeclarationsThatDoNotCount() {
        assertThat(DeclarationChoice.of(ALL, Set.of(), false).unused())
                .containsExactly(
                        "[project] of pyproject.toml",
                        "[tool.poetry] of pyproject.toml",
                        "Pipfile",
                        "setup.cfg",
                        "setup.py");
    }
}
