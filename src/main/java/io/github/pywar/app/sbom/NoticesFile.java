package io.github.pywar.app.sbom;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Notices of the packages in an archive: for each package its licence and the texts that its wheel contains (PEP 639, {@code
 * .dist-info/licenses/}, and the names that older wheels use). The same packages give the same bytes.
 */
public record NoticesFile(Inventory inventory) {

    private static final String RULE = "=".repeat(80);
    private static final int LARGEST = 1 << 20;

    /** Names of texts directly in {@code .dist-info}. */
    private static final Pattern OLD = Pattern.compile("(?i)(?:licen[cs]e|copying|notice|copyright|authors)[^/]*+");

    /** Returns the text. */
    public byte[] text() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("Third-party notices of ")
                .append(inventory.spec().identity().artifactId())
                .append(' ')
                .append(inventory.spec().identity().version())
                .append('\n');
        for (InventoryPackage one : inventory.packages()) {
            text.append('\n').append(RULE).append('\n');
            text.append(one.name()).append(' ').append(one.version()).append('\n');
            text.append("Licence: ")
                    .append(one.license().text().orElse("none declared"))
                    .append('\n');
            append(one.library().wheel(), text);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(Wheel wheel, StringBuilder text) throws IOException {
        Map<String, ByteSource> texts = texts(wheel);
        if (texts.isEmpty()) {
            text.append("The wheel contains no licence text.\n");
        }
        for (Map.Entry<String, ByteSource> one : texts.entrySet()) {
            text.append("\n--- ").append(FileTree.shown(one.getKey())).append(" ---\n");
            if (one.getValue().size() > LARGEST) {
                text.append("This text has ").append(one.getValue().size()).append(" bytes: see the archive.\n");
            } else {
                text.append(plain(one.getValue().bytes())).append('\n');
            }
        }
    }

    private static Map<String, ByteSource> texts(Wheel wheel) {
        String folder = wheel.distInfo() + "/";
        Map<String, ByteSource> texts = new TreeMap<>();
        wheel.files().entries().subMap(folder, folder + Character.MAX_VALUE).forEach((path, file) -> {
            String name = path.substring(folder.length());
            if (name.startsWith("licenses/") || OLD.matcher(name).matches()) {
                texts.put(name, file.content());
            }
        });
        return texts;
    }

    private static String plain(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .stripTrailing();
    }
}
