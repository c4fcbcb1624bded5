package io.github.pywar.app.sbom;

import io.github.pywar.python.metadata.Metadata;
import io.github.pywar.python.metadata.MetadataField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Author of a package (CycloneDX 1.6, {@code organizationalContact}). One of the values may be empty.
 *
 * @param name of a user or an organisation
 * @param email one address
 */
record Author(String name, String email) {

    private static final int MOST = 20;
    private static final int LONGEST = 200;

    /** One address of a header (RFC 5322, section 3.4), with or without a name. */
    private static final Pattern ADDRESS = Pattern.compile(
            "\\s*+(?:\"([^\"]*+)\"|([^<>\",@]*+))\\s*+<([^<>\\s,@]++@[^<>\\s,@]++)>\\s*+|\\s*+([^<>\\s,@\"]++@[^<>\\s,@\"]++)\\s*+");

    /** Returns the authors and the maintainers that the metadata names, each once. */
    static List<Author> of(Metadata metadata) {
        Set<Author> all = new LinkedHashSet<>();
        add(all, metadata, MetadataField.AUTHOR, MetadataField.AUTHOR_EMAIL);
        add(all, metadata, MetadataField.MAINTAINER, MetadataField.MAINTAINER_EMAIL);
        List<Author> authors = List.copyOf(all);
        return authors.subList(0, Math.min(MOST, authors.size()));
    }

    /** A name and a single address without a name belong together. */
    private static void add(Set<Author> all, Metadata metadata, MetadataField nameField, MetadataField emailField) {
        String name = line(metadata.value(nameField).orElse(""));
        List<Author> addressed = addressed(line(metadata.value(emailField).orElse("")));
        if (addressed.size() == 1 && addressed.get(0).name().isEmpty()) {
            all.add(new Author(name, addressed.get(0).email()));
            return;
        }
        if (!name.isEmpty() && !containsAny(name, addressed)) {
            all.add(new Author(name, ""));
        }
        all.addAll(addressed);
    }

    private static boolean containsAny(String text, List<Author> authors) {
        for (Author one : authors) {
            if (text.contains(one.name())) {
                return true;
            }
        }
        return false;
    }

    private static List<Author> addressed(String text) {
        List<Author> found = new ArrayList<>();
        Matcher address = ADDRESS.matcher(text);
        int at = 0;
        while (at < text.length() && address.region(at, text.length()).lookingAt()) {
            String name = address.group(1) != null ? address.group(1) : address.group(2);
            String email = address.group(3) != null ? address.group(3) : address.group(4);
            found.add(new Author(name == null ? "" : name.strip(), email));
            at = address.end() + 1; // the comma
        }
        return found;
    }

    private static String line(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > LONGEST * MOST || line.equals("UNKNOWN") ? "" : line;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Author that && name.equals(that.name) && email.equals(that.email);
    }

    /** Explicit, as {@code equals}: Java composes those of a record at the first call, which takes milliseconds. */
    @Override
    public int hashCode() {
        return 31 * name.hashCode() + email.hashCode();
    }
}
