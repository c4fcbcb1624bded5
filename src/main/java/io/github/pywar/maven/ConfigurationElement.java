package io.github.pywar.maven;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.pull.MXParser;
import org.codehaus.plexus.util.xml.pull.XmlPullParser;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * Element of a configuration. The class of Maven's tree depends on the version of Maven: another one is parsed from its text,
 * and not by the JDK's parser, which would take a tenth of a second of each build.
 *
 * @param name of the element
 * @param text of the element itself, without its children
 * @param isOverride whether it replaces the element of a parent POM
 * @param children elements in it, in their order
 */
record ConfigurationElement(String name, String text, boolean isOverride, List<ConfigurationElement> children) {

    /** Attribute that replaces the element of a parent POM. */
    private static final String COMBINE = "combine.self";

    private static final String OVERRIDE = "override";

    /** Reads the configuration of a plugin or of an execution. */
    static ConfigurationElement of(Object configuration) {
        return configuration instanceof Xpp3Dom tree ? ofTree(tree) : parse(configuration.toString());
    }

    private static ConfigurationElement ofTree(Xpp3Dom tree) {
        List<ConfigurationElement> children = new ArrayList<>();
        for (Xpp3Dom child : tree.getChildren()) {
            children.add(ofTree(child));
        }
        String text = tree.getValue() == null ? "" : tree.getValue();
        return new ConfigurationElement(tree.getName(), text, OVERRIDE.equals(tree.getAttribute(COMBINE)), children);
    }

    /** Parses the XML of a configuration. */
    static ConfigurationElement parse(String xml) {
        try {
            MXParser parser = new MXParser();
            parser.setInput(new StringReader(xml));
            parser.nextTag();
            return read(parser);
        } catch (XmlPullParserException | IOException e) {
            throw new IllegalArgumentException("not the XML of a configuration: " + e.getMessage(), e);
        }
    }

    private static ConfigurationElement read(MXParser parser) throws XmlPullParserException, IOException {
        String name = parser.getName();
        boolean isOverride = OVERRIDE.equals(parser.getAttributeValue(null, COMBINE));
        StringBuilder text = new StringBuilder();
        List<ConfigurationElement> children = new ArrayList<>();
        for (int event = parser.next(); event != XmlPullParser.END_TAG; event = parser.next()) {
            if (event == XmlPullParser.START_TAG) {
                children.add(read(parser));
            } else if (event == XmlPullParser.TEXT) {
                text.append(parser.getText());
            }
        }
        String own = children.isEmpty() || !text.toString().isBlank() ? text.toString() : "";
        return new ConfigurationElement(name, own, isOverride, children);
    }

    /** Returns the lines of its text and of the elements in it, without blank ones. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.isBlank()) {
                lines.add(line.strip());
            }
        }
        for (ConfigurationElement child : children) {
            lines.addAll(child.lines());
        }
        return List.copyOf(lines);
    }
}
