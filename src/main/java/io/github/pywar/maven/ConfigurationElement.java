package io.github.pywar.maven;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.plexus.util.xml.pull.MXParser;
import org.codehaus.plexus.util.xml.pull.XmlPullParser;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/**
 * Element of a configuration. It is parsed from text, because the class of Maven's tree depends on the version of Maven, and
 * not by the JDK's parser, which would take a tenth of a second of each build.
 *
 * @param name of the element
 * @param text of the element itself, without its children
 * @param isOverride whether it replaces the element of a parent POM
 * @param children elements in it, in their order
 */
record ConfigurationElement(String name, String text, boolean isOverride, List<ConfigurationElement> children) {

    /** Attribute that replaces the element of a parent POM. */
    private static final String COMBINE = "combine.self";

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
        boolean isOverride = "override".equals(parser.getAttributeValue(null, COMBINE));
        StringBuilder text = new StringBuilder();
        List<ConfigurationElement> children = new ArrayList<>();
        for (int event = parser.next(); event != XmlPullParser.END_TAG; event = parser.next()) {
            if (event == XmlPullParser.START_TAG) {
                children.add(read(parser));
            } else if (event == XmlPullParser.TEXT) {
                text.append(parser.getText());
            }
        }
        return new ConfigurationElement(name, text.toString(), isOverride, children);
    }
}
