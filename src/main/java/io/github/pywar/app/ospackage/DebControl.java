package io.github.pywar.app.ospackage;

import java.util.stream.Collectors;

/** Control file of a package (Debian Policy, section 5.3). */
final class DebControl {

    private DebControl() {}

    /** @param size of all files, in bytes */
    static String text(OsPackage content, long size) {
        OsPackage.Identity identity = content.identity();
        OsPackage.Description description = content.description();
        StringBuilder text = new StringBuilder();
        field(text, "Package", identity.name());
        field(text, "Version", identity.version() + "-" + identity.revision());
        field(text, "Architecture", identity.architecture());
        field(text, "Maintainer", description.maintainer());
        field(text, "Installed-Size", Long.toString((size + 1023) / 1024));
        field(text, "Depends", String.join(", ", content.requirements()));
        field(text, "Section", "web");
        field(text, "Priority", "optional");
        field(text, "Homepage", description.url());
        field(text, "Description", description.summary());
        return text.toString();
    }

    /** A value has one line: a second line would be another field. */
    private static void field(StringBuilder text, String name, String value) {
        if (!value.isBlank()) {
            text.append(name)
                    .append(": ")
                    .append(value.strip().replaceAll("\\s++", " "))
                    .append('\n');
        }
    }

    static String configurationFiles(OsPackage content) {
        return content.files().stream()
                .filter(PackageFile::isConfiguration)
                .map(file -> file.path() + "\n")
                .collect(Collectors.joining());
    }
}
