package io.github.pywar.app.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.pywar.base.error.UserException;
import io.github.pywar.testing.Golden;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedStatusTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            200             | 200             | 199 201 302 500
            200,302         | 200 302         | 201 301 303
            2xx             | 200 204 299     | 199 300
            2XX , 3xx       | 200 399         | 400 199
            200-204         | 200 202 204     | 199 205
            100-499,503     | 100 404 499 503 | 500 502 504
            5xx             | 500 599         | 499
            """)
    void includesTheDeclaredStatuses(String declared, String included, String others) {
        ExpectedStatus expected = ExpectedStatus.parse(declared);

        assertThat(numbers(included)).allMatch(expected::includes);
        assertThat(numbers(others)).noneMatch(expected::includes);
        assertThat(expected).hasToString(declared);
    }

    private static Stream<Integer> numbers(String text) {
        return Stream.of(text.split(" ")).map(Integer::valueOf);
    }

    @Test
    void excludesServerErrorsByDefault() {
        assertThat(Stream.of(ExpectedStatus.OF_NAMED_PAGE, ExpectedStatus.OF_ANY_PAGE))
                .noneMatch(expected -> expected.includes(500) || expected.includes(599));
        assertThat(ExpectedStatus.OF_ANY_PAGE.includes(404)).isTrue();
        assertThat(ExpectedStatus.OF_NAMED_PAGE.includes(404)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "600", "99", "2x", "200;302", "299-200", "200-", "6xx", "-1", "2000", "200 302"})
    void rejectsAnInvalidStatus(String declared) {
        assertThatThrownBy(() -> ExpectedStatus.parse(declared))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("`" + declared + "` is not an HTTP status\n");
    }

    @Test
    void reportsTheInvalidStatusOfAList() {
        UserException error = catchThrowableOfType(UserException.class, () -> ExpectedStatus.parse("200,2x"));

        Golden.assertMatches("task/expected-status.txt", error.getMessage());
    }
}
