package io.github.pywar.base.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pywar.testing.Effort;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Globs compared with regular expressions of the same meaning, which are slow for some patterns. */
class GlobsPropertyTest {

    @Property
    void matchesLikeARegularExpression(
            @ForAll @Chars({'*', '?', '/', 'a', 'b'}) @StringLength(max = 8) String glob,
            @ForAll @Chars({'/', '\n'}) @CharRange(from = 'a', to = 'b') @StringLength(max = 8) String path) {
        assertThat(Globs.of(List.of(glob)).matches(path))
                .isEqualTo(regex(glob).matcher(path).matches());
    }

    private static Pattern regex(String glob) {
        String text = glob.endsWith("/") ? glob + "**" : glob;
        String regex = text.replaceAll("(?<=^|/)\\*\\*/", "<folders>")
                .replace("**", "<all>")
                .replace("*", "[^/]*")
                .replace("?", "[^/]")
                .replace("<folders>", "(?:.*/)?")
                .replace("<all>", ".*");
        return Pattern.compile(regex, Pattern.DOTALL);
    }

    /** A regular expression would need more time than a build has. */
    @Test
    void takesLittleTimeForAnyPattern() throws Exception {
        String path = "a".repeat(3_000);
        for (String glob : List.of("*a".repeat(200) + "b", "**a".repeat(200) + "b", "**/*a".repeat(200) + "b")) {
            Effort.assertBounded(
                    () -> glob,
                    () -> assertThat(Globs.of(List.of(glob)).matches(path)).isFalse());
        }
    }
}
