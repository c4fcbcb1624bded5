package io.github.pywar.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SyntaxExceptionTest {

    @Test
    void marksThePosition() {
        SyntaxException error = new SyntaxException("flask>=", 7, "Not a requirement: no version after `>=`");

        assertThat(error).hasMessage("""
                        Not a requirement: no version after `>=`
                            flask>=
                                   ^""");
    }

    @Test
    void marksTheFaultyPart() {
        assertThat(new SyntaxException("flask >=x.y, <3", 6, 11, "bad").what())
                .isEqualTo("bad\n    flask >=x.y, <3\n          ^^^^^");
        assertThat(new SyntaxException("😀😀!", 0, 4, "bad").what()).isEqualTo("bad\n    😀😀!\n    ^^");
    }

    @Test
    void marksAPartOfSeveralLinesOnItsFirstLine() {
        assertThat(new SyntaxException("one two\nthree", 4, 13, "bad").what())
                .isEqualTo("bad\n    one two\n        ^^^");
    }

    @Test
    void marksTheShownStartOfALongPart() {
        String[] lines =
                new SyntaxException("x".repeat(300), 100, 300, "bad").what().split("\n");

        assertThat(lines[1]).hasSize(4 + 3 + 100 + 3);
        assertThat(lines[2]).isEqualTo(" ".repeat(4 + 3 + 50) + "^".repeat(50));
    }

    @Test
    void keepsThePartWhenItGetsALocationOrAHint() {
        SyntaxException error = new SyntaxException("a bcd", 2, 5, "bad")
                .at(SourceLocation.of("f"))
                .hint("h");

        assertThat(error).hasMessage("bad (f)\n    a bcd\n      ^^^\nhint: h");
    }

    @Test
    void showsTheLocationAndKeepsTheHints() {
        SyntaxException error = new SyntaxException("a b", 2, "Not a name")
                .hint("remove `b`")
                .at(new SourceLocation("requirements.txt", 4))
                .hint("or quote it");

        assertThat(error).hasMessage("""
                        Not a name (requirements.txt:4)
                            a b
                              ^
                        hint: remove `b`
                        hint: or quote it""");
        assertThat(error.location()).contains(new SourceLocation("requirements.txt", 4));
    }

    @Test
    void showsOnlyTheLineOfThePosition() {
        assertThat(new SyntaxException("one\ntwo\nthree", 5, "bad").what()).isEqualTo("bad\n    two\n     ^");
    }

    @Test
    void showsTheLineThatALineBreakEnds() {
        assertThat(new SyntaxException("one\n", 3, "bad").what()).isEqualTo("bad\n    one\n       ^");
    }

    @Test
    void cutsALongLineOnBothSides() {
        String shown = new SyntaxException("x".repeat(300) + "!" + "y".repeat(300), 300, "bad").what();

        assertThat(shown.lines().map(String::length)).allMatch(length -> length <= 110);
        String[] lines = shown.split("\n");
        assertThat(lines[1].charAt(lines[2].indexOf('^'))).isEqualTo('!');
    }

    @Test
    void showsControlCharactersAsOneColumn() {
        assertThat(new SyntaxException("a\tb\u0007c", 4, "bad").what()).isEqualTo("bad\n    a?b?c\n        ^");
    }

    @Test
    void showsACharacterOfTwoUnitsAsOneColumn() {
        assertThat(new SyntaxException("😀!", 2, "bad").what()).isEqualTo("bad\n    😀!\n     ^");
    }

    @Test
    void hidesPasswordsWhereverTheShownPartBegins() {
        String text = "shop @ https://ann:s3 " + "cret".repeat(30) + "@index.example.org/shop.whl [x";

        assertThat(new SyntaxException(text, 20, "odd"))
                .hasMessageNotContainingAny("cret", "s3", "ann")
                .hasMessageContaining("shop @ https://*****");
        assertThat(new SyntaxException(text, text.length(), "odd"))
                .hasMessageNotContainingAny("cret", "s3", "ann")
                .hasMessageEndingWith("@index.example.org/shop.whl [x\n" + " ".repeat(4 + 3 + 50) + "^");
    }
}
