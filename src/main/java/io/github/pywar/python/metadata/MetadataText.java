package io.github.pywar.python.metadata;

import java.nio.charset.StandardCharsets;

/** Writer of METADATA ("Core metadata"). */
public final class MetadataText {

    private final StringBuilder text = new StringBuilder();

    /** @param version of the format */
    public MetadataText(String version) {
        add("Metadata-Version", version);
    }

    /** Adds a field; line ends in its value become blanks. */
    public MetadataText add(String header, String value) {
        text.append(header)
                .append(": ")
                .append(value.strip().replaceAll("\\s*\\R\\s*", " "))
                .append('\n');
        return this;
    }

    /** @return the fields and the description */
    public byte[] bytes(String description) {
        return (text + "\n" + description).getBytes(StandardCharsets.UTF_8);
    }
}
