package io.github.pywar.python.build;

import io.github.pywar.base.file.AtomicFile;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.base.zip.ZipWriter;
import io.github.pywar.python.elf.NativeRequirements;
import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.wheel.Wheel;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.python.wheel.WheelRecord.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Wheel as a backend wrote it, and its normal form: files sorted and with one time, a new sorted RECORD, no compiled
 * Python and no data of an installation.
 *
 * @param wheel as the backend wrote it; its RECORD is correct
 */
record BuiltWheel(Wheel wheel) {

    private static final Set<String> OF_INSTALLATION =
            Set.of("RECORD", "RECORD.jws", "RECORD.p7s", "INSTALLER", "REQUESTED", "direct_url.json");

    /** In bytes; larger files are not searched for paths. */
    private static final int LARGEST_SEARCHED = 64 << 20;

    private static final String TAG = "Tag:";

    /** @throws io.github.pywar.base.error.UserException if it is not a wheel, or its RECORD is not correct */
    static BuiltWheel open(Path file) throws IOException {
        Wheel wheel = Wheel.open(file);
        wheel.verify();
        return new BuiltWheel(wheel);
    }

    /** Returns whether it fits every platform: it has no other tags, and no compiled code. */
    boolean isPure() throws IOException {
        return isForEveryPlatform() && !NativeRequirements.of(wheel).isNative();
    }

    /** Its tags are those that its backend chose, and may be wrong. */
    private boolean isForEveryPlatform() {
        return wheel.name().tags().stream()
                .allMatch(tag -> tag.abi().equals("none") && tag.platform().equals("any"));
    }

    /**
     * Writes its normal form.
     *
     * @param tags of the new wheel
     * @param folder for the new wheel
     * @return the new wheel
     */
    Path normalize(Set<WheelTag> tags, Path folder) throws IOException {
        FileTree.Builder files = FileTree.builder(wheel.fileName());
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file : wheel.files().entries().entrySet()) {
            String path = file.getKey();
            if (isKept(path)) {
                ByteSource content = path.equals(wheel.distInfo() + "/WHEEL")
                        ? retagged(file.getValue().content(), tags)
                        : file.getValue().content();
                Sha256 sum = content.sha256();
                files.add(path, content.withSha256(sum), file.getValue().executable());
                rows.add(Row.of(path, sum, content.size()));
            }
        }
        String record = wheel.distInfo() + "/RECORD";
        rows.add(Row.unhashed(record));
        files.add(record, ByteSource.of(WheelRecord.text(rows)));
        Path target = folder.resolve(fileName(tags));
        ZipWriter zip = new ZipWriter(Instant.ofEpochSecond(BuildVariables.EPOCH));
        AtomicFile.writeChannel(target, channel -> zip.write(files.build(), channel));
        return target;
    }

    private boolean isKept(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        boolean isCompiled = lower.endsWith(".pyc") || lower.endsWith(".pyo") || path.contains("__pycache__/");
        String info = wheel.distInfo() + "/";
        return !isCompiled && !(path.startsWith(info) && OF_INSTALLATION.contains(path.substring(info.length())));
    }

    private ByteSource retagged(ByteSource content, Set<WheelTag> tags) throws IOException {
        if (tags.equals(wheel.name().tags())) {
            return content;
        }
        String text = new String(content.bytes(), StandardCharsets.UTF_8);
        String others = text.lines()
                .filter(line -> !line.regionMatches(true, 0, TAG, 0, TAG.length()) && !line.isBlank())
                .collect(Collectors.joining("\n"));
        String own = new TreeSet<>(tags).stream().map(tag -> TAG + " " + tag).collect(Collectors.joining("\n"));
        return ByteSource.of(others + "\n" + own + "\n");
    }

    private String fileName(Set<WheelTag> tags) {
        if (tags.equals(wheel.name().tags())) {
            return wheel.fileName();
        }
        List<String> parts = new ArrayList<>(List.of(wheel.fileName().split("-")));
        parts = parts.subList(0, parts.size() - 3);
        return String.join("-", parts) + "-" + joined(tags, WheelTag::python) + "-" + joined(tags, WheelTag::abi) + "-"
                + joined(tags, WheelTag::platform) + ".whl";
    }

    private static String joined(Set<WheelTag> tags, Function<WheelTag, String> part) {
        return String.join(".", tags.stream().map(part).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Returns the files that contain a text, for example a path of this machine. */
    List<String> filesWith(String text) throws IOException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file : wheel.files().entries().entrySet()) {
            ByteSource content = file.getValue().content();
            if (content.size() <= LARGEST_SEARCHED
                    && new String(content.bytes(), StandardCharsets.ISO_8859_1).contains(text)) {
                found.add(file.getKey());
            }
        }
        return found;
    }
}
