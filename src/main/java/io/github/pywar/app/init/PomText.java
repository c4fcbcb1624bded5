package io.github.pywar.app.init;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Text of a new POM: the template of the archetype, with more elements in its configuration.
 *
 * @param coordinates of the project
 * @param application as {@code <application>} names it
 * @param python version of the servers
 * @param pluginVersion version of this plugin
 * @param elements XML of more elements, one a line
 */
record PomText(
        PomCoordinates coordinates, String application, String python, String pluginVersion, List<String> elements) {

    static final String NAME = "pom.xml";

    /** Lines of an element that adds the files in {@code src} to the application. */
    static final List<String> RESOURCES_OF_SRC = List.of(
            "<resources>",
            "  <resource>",
            "    <directory>src</directory>",
            "    <excludes>",
            "      <exclude>main/</exclude>",
            "    </excludes>",
            "  </resource>",
            "</resources>");

    private static final String INDENT = "\n          ";

    PomText {
        elements = List.copyOf(elements);
    }

    /** Returns the lines of an element with one text. */
    static List<String> element(String name, String value) {
        return List.of("<" + name + ">" + escaped(value) + "</" + name + ">");
    }

    /** Returns the lines of an element with a list; none for an empty list. */
    static List<String> list(String name, String item, List<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("<" + name + ">"));
        values.forEach(value -> lines.add("  <" + item + ">" + escaped(value) + "</" + item + ">"));
        lines.add("</" + name + ">");
        return lines;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Returns the POM. */
    String text() {
        String more = elements.stream().map(INDENT::concat).collect(Collectors.joining());
        return ProjectTemplate.text(NAME)
                .replace("${groupId}", coordinates.groupId())
                .replace("${artifactId}", coordinates.artifactId())
                .replace("${version}", coordinates.version())
                .replace("${python}", escaped(python))
                .replace("@pluginVersion@", pluginVersion)
                .replace("@application@</application>", escaped(application) + "</application>" + more);
    }
}
