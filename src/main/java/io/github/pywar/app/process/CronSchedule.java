package io.github.pywar.app.process;

import io.github.pywar.base.text.SourceLocation;
import io.github.pywar.base.text.SyntaxException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Schedule in the five fields of cron (POSIX {@code crontab}, with steps and names): minute, hour, day of the month, month,
 * day of the week.
 *
 * <pre>
 * field = item *( "," item )
 * item  = ( "*" / value [ "-" value ] ) [ "/" step ]
 * </pre>
 *
 * @param text the fields, with one blank between them
 */
record CronSchedule(String text) {

    private static final Pattern ITEM = Pattern.compile(
            "(?:\\*|(?<from>[0-9]{1,2}|[A-Za-z]{3})(?:-(?<to>[0-9]{1,2}|[A-Za-z]{3}))?)(?:/(?<step>[0-9]{1,2}))?");

    private static final Map<String, String> NICKNAMES = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private static final int[] LONGEST = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    /** Field, with the range of its values. */
    private enum Field {
        MINUTE("minute", 0, 59, List.of()),
        HOUR("hour", 0, 23, List.of()),
        DAY("day of the month", 1, 31, List.of()),
        MONTH(
                "month",
                1,
                12,
                List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
        WEEKDAY("day of the week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

        private final String title;
        private final int least;
        private final int most;
        private final List<String> names;

        Field(String title, int least, int most, List<String> names) {
            this.title = title;
            this.least = least;
            this.most = most;
            this.names = names;
        }

        /** Returns the number of a value; -1 if it is out of the range or no name. */
        private int number(String value) {
            int named = names.indexOf(value.toLowerCase(Locale.ROOT));
            if (named >= 0) {
                return named + least;
            }
            int number = Character.isDigit(value.charAt(0)) ? Integer.parseInt(value) : -1;
            return number >= least && number <= most ? number : -1;
        }
    }

    /** Word of the text, with its position. */
    private record Word(String text, int start) {

        private int end() {
            return start + text.length();
        }
    }

    /**
     * Parses a schedule.
     *
     * @throws SyntaxException if it has not five fields, or a value is out of its range, or it has no date
     */
    static CronSchedule parse(String schedule, SourceLocation location) {
        String line = schedule.strip().replaceAll("\\s+", " ");
        try {
            return new CronSchedule(checked(line));
        } catch (SyntaxException e) {
            throw e.at(location);
        }
    }

    private static String checked(String line) {
        List<Word> words = words(line, ' ', 0);
        if (line.startsWith("@")) {
            throw nickname(line);
        }
        if (words.size() != Field.values().length) {
            throw new SyntaxException(
                            line,
                            0,
                            line.length(),
                            "The schedule has " + words.size() + (words.size() == 1 ? " field" : " fields")
                                    + " instead of five")
                    .hint("the fields are minute, hour, day of the month, month, day of the week: `0 3 * * *` is 03:00"
                            + " each day");
        }
        List<BitSet> values = new ArrayList<>();
        for (Field field : Field.values()) {
            values.add(values(field, words.get(field.ordinal()), line));
        }
        checkDates(values, words, line);
        return line;
    }

    private static SyntaxException nickname(String line) {
        String fields = NICKNAMES.get(line.toLowerCase(Locale.ROOT));
        SyntaxException error = new SyntaxException(line, 0, line.length(), "The schedule is not five fields of cron");
        return fields == null
                ? error.hint("a process without <schedule> runs all the time")
                : error.hint("write <schedule>" + fields + "</schedule>");
    }

    private static List<Word> words(String line, char separator, int start) {
        List<Word> words = new ArrayList<>();
        int from = 0;
        while (from <= line.length()) {
            int to = line.indexOf(separator, from);
            to = to < 0 ? line.length() : to;
            words.add(new Word(line.substring(from, to), start + from));
            from = to + 1;
        }
        return words;
    }

    private static BitSet values(Field field, Word word, String line) {
        BitSet values = new BitSet();
        for (Word item : words(word.text(), ',', word.start())) {
            Matcher parts = ITEM.matcher(item.text());
            if (!parts.matches()) {
                throw fault(
                        line, item, "`" + item.text() + "` is not a value, range or step of the field " + field.title);
            }
            add(field, parts, item, line, values);
        }
        return values;
    }

    private static void add(Field field, Matcher parts, Word item, String line, BitSet values) {
        boolean isAny = parts.group("from") == null;
        int from = isAny ? field.least : number(field, parts.group("from"), item, line);
        boolean isSingle = !isAny && parts.group("to") == null && parts.group("step") == null;
        int to =
                parts.group("to") != null ? number(field, parts.group("to"), item, line) : isSingle ? from : field.most;
        int step = parts.group("step") == null ? 1 : Integer.parseInt(parts.group("step"));
        if (to < from) {
            throw fault(
                    line,
                    item,
                    "The range `" + item.text() + "` of the field " + field.title + " ends before it begins");
        }
        if (step == 0) {
            throw fault(line, item, "The step of `" + item.text() + "` is 0");
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private static int number(Field field, String value, Word item, String line) {
        int number = field.number(value);
        if (number < 0) {
            String names = field.names.isEmpty() ? "" : ", or a name such as `" + field.names.get(1) + "`";
            throw fault(
                    line,
                    item,
                    "`" + value + "` is not in the field " + field.title + ": it is from " + field.least + " to "
                            + field.most + names);
        }
        return number;
    }

    /** Cron runs at days of the week too if both fields are restricted, so only the other case can have no date. */
    private static void checkDates(List<BitSet> values, List<Word> words, String line) {
        Word days = words.get(Field.DAY.ordinal());
        boolean hasWeekdays = !words.get(Field.WEEKDAY.ordinal()).text().startsWith("*");
        int first = values.get(Field.DAY.ordinal()).nextSetBit(0);
        boolean hasDate = values.get(Field.MONTH.ordinal()).stream().anyMatch(month -> first <= LONGEST[month - 1]);
        if (!hasDate && !hasWeekdays) {
            Word month = words.get(Field.MONTH.ordinal());
            throw new SyntaxException(line, days.start(), month.end(), "No month of the schedule has such a day");
        }
    }

    private static SyntaxException fault(String line, Word item, String problem) {
        return new SyntaxException(line, item.start(), item.end(), problem);
    }
}
