package io.github.pywar.app.check;

import io.github.pywar.base.error.UserException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** HTTP statuses (RFC 9110, section 15) that a verified page may have. */
public final class ExpectedStatus {

    /** Success and redirection: for a page that the POM names. */
    public static final ExpectedStatus OF_NAMED_PAGE = new ExpectedStatus("2xx or 3xx", List.of(new Range(200, 399)));

    /** Any status but a server error: for `/`, which an application need not have. */
    public static final ExpectedStatus OF_ANY_PAGE =
            new ExpectedStatus("any status below 500", List.of(new Range(100, 499)));

    private static final Pattern CLASS = Pattern.compile("([1-5])[xX]{2}");
    private static final Pattern NUMBERS = Pattern.compile("([1-5]\\d\\d)(?:\\s*-\\s*([1-5]\\d\\d))?");

    private final String text;
    private final List<Range> ranges;

    private ExpectedStatus(String text, List<Range> ranges) {
        this.text = text;
        this.ranges = List.copyOf(ranges);
    }

    private record Range(int first, int last) {}

    /**
     * Parses the statuses of a POM.
     *
     * @param declared statuses, classes and ranges, separated by commas: {@code 200,302}, {@code 2xx}, {@code 200-204}
     * @throws UserException if a part is none of these
     */
    public static ExpectedStatus parse(String declared) {
        return new ExpectedStatus(
                declared.strip(),
                Stream.of(declared.split(",", -1))
                        .map(one -> range(one.strip(), declared))
                        .toList());
    }

    private static Range range(String one, String declared) {
        Matcher group = CLASS.matcher(one);
        if (group.matches()) {
            int first = 100 * Integer.parseInt(group.group(1));
            return new Range(first, first + 99);
        }
        Matcher numbers = NUMBERS.matcher(one);
        if (numbers.matches()) {
            int first = Integer.parseInt(numbers.group(1));
            int last = numbers.group(2) == null ? first : Integer.parseInt(numbers.group(2));
            if (first <= last) {
                return new Range(first, last);
            }
        }
        throw UserException.of("`" + one + "` is not an HTTP status"
                        + (one.equals(declared.strip()) ? "" : ": `" + declared + "`") + "\n    from: <verifyStatus>")
                .hint("write statuses from 100 to 599, classes or ranges:"
                        + " <verifyStatus>200,302</verifyStatus>, <verifyStatus>2xx,404</verifyStatus>,"
                        + " <verifyStatus>200-299</verifyStatus>");
    }

    /** Returns whether a status is expected. */
    public boolean includes(int status) {
        return ranges.stream().anyMatch(range -> range.first() <= status && status <= range.last());
    }

    @Override
    public String toString() {
        return text;
    }
}
