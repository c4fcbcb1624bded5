package io.github.pywar.maven;

import java.util.List;
import java.util.StringJoiner;

/**
 * Declarations of a POM that are required together, for a hint.
 *
 * @param values those of {@code PythonHint.ACCEPT_BUILT_CODE}
 */
record PomSnippet(List<String> values) {

    /** Returns the condition and the elements, in one line. */
    String text() {
        StringJoiner elements = new StringJoiner(" ");
        add(elements, "buildSdists", values.get(1));
        add(elements, "repairWheels", values.get(2));
        add(elements, "systemLibraries", values.get(3));
        add(elements, "libc", values.get(4));
        return condition() + ", set all of these: " + elements;
    }

    private static void add(StringJoiner elements, String name, String value) {
        if (!value.isEmpty()) {
            elements.add("<" + name + ">" + value + "</" + name + ">");
        }
    }

    private String condition() {
        String libc = values.get(4).replace('-', ' ');
        boolean isRepair = !values.get(2).isEmpty();
        String libraries = values.get(3).isEmpty() ? "" : isRepair ? values.get(3) : "these libraries";
        String both = libraries.isEmpty() || libc.isEmpty() ? libraries + libc : libraries + " and " + libc;
        String condition = both.isEmpty() ? "" : "if all servers have " + both;
        if (!isRepair) {
            return condition;
        }
        String copy =
                "to copy the " + (libraries.isEmpty() ? "" : "other ") + "libraries of this machine into the wheels";
        return condition.isEmpty() ? copy : copy + ", " + condition;
    }
}
