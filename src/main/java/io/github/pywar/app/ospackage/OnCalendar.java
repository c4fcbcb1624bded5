package io.github.pywar.app.ospackage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** Calendar events of systemd for a schedule of cron. The runtime's {@code oncalendar.py} has the same rules. */
final class OnCalendar {

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private OnCalendar() {}

    /**
     * Returns the events.
     *
     * @param schedule five fields of cron, checked by the build
     * @return two events if the days of the month and of the week are restricted: cron runs at each of them
     */
    static List<String> events(String schedule) {
        String[] fields = schedule.split(" ");
        String clock = numbers(fields[1], 0, 23, List.of()) + ":" + numbers(fields[0], 0, 59, List.of()) + ":00";
        String days = numbers(fields[2], 1, 31, List.of());
        String months = numbers(fields[3], 1, 12, MONTHS);
        String week = week(fields[4]);
        if (!week.isEmpty() && !fields[2].startsWith("*") && !fields[4].startsWith("*")) {
            return List.of("*-" + months + "-" + days + " " + clock, week + "*-" + months + "-* " + clock);
        }
        return List.of(week + "*-" + months + "-" + days + " " + clock);
    }

    private static String week(String field) {
        if (field.equals("*")) {
            return "";
        }
        TreeSet<Integer> numbers =
                values(field, 0, 7, DAYS).stream().map(day -> day % 7).collect(Collectors.toCollection(TreeSet::new));
        return text(
                        numbers,
                        day -> DAYS.get(day).substring(0, 1).toUpperCase(Locale.ROOT)
                                + DAYS.get(day).substring(1))
                + " ";
    }

    private static String numbers(String field, int least, int most, List<String> names) {
        return field.equals("*") ? "*" : text(values(field, least, most, names), "%02d"::formatted);
    }

    private static String text(TreeSet<Integer> values, IntFunction<String> form) {
        return values.stream().map(form::apply).collect(Collectors.joining(","));
    }

    private static TreeSet<Integer> values(String field, int least, int most, List<String> names) {
        TreeSet<Integer> found = new TreeSet<>();
        for (String item : field.split(",")) {
            List<String> parts = new ArrayList<>(List.of(item.split("/")));
            String[] span = parts.get(0).split("-");
            int begin = span[0].equals("*") ? least : number(span[0], least, names);
            boolean isOpen = span[0].equals("*") || parts.size() > 1;
            int end = span.length > 1 ? number(span[1], least, names) : isOpen ? most : begin;
            int step = parts.size() > 1 ? Integer.parseInt(parts.get(1)) : 1;
            for (int value = begin; value <= Math.min(end, most); value += step) {
                found.add(value);
            }
        }
        return found;
    }

    private static int number(String text, int least, List<String> names) {
        int name = names.indexOf(text.toLowerCase(Locale.ROOT));
        return name >= 0 ? name + least : Integer.parseInt(text);
    }
}
