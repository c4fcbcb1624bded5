package io.github.pywar.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void matchesOnlyAtThePosition() {
        Cursor cursor = new Cursor("ab12");

        assertThat(cursor.match(Pattern.compile("[0-9]+"))).isEmpty();
        assertThat(cursor.match(Pattern.compile("[a-z]+"))).contains("ab");
        assertThat(cursor.match(Pattern.compile("[0-9]+"))).contains("12");
        assertThat(cursor.atEnd()).isTrue();
        assertThat(cursor.peek()).isEqualTo(Cursor.END);
    }

    @Test
    void lookBehindSeesEarlierText() {
        Cursor cursor = new Cursor("a;b");
        cursor.accept("a");

        assertThat(cursor.match(Pattern.compile("(?<=a);"))).contains(";");
    }

    @Test
    void skipsSpacesAndTabsButNoLineBreak() {
        Cursor cursor = new Cursor(" \t\nx");
        cursor.skipBlanks();

        assertThat(cursor.rest()).isEqualTo("\nx");
    }

    @Test
    void marksErrorsAtTheCursor() {
        Cursor cursor = new Cursor("abc");
        cursor.accept("ab");

        assertThat(cursor.error("bad").position()).isEqualTo(2);
        assertThat(cursor.errorAt(1, "bad").position()).isEqualTo(1);
    }
}
