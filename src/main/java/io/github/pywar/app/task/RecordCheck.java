package io.github.pywar.app.task;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.python.wheel.WheelRecord.Row;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Compares every file of an archive with {@code META-INF/pywar/RECORD}. */
final class RecordCheck {

    private final Path archive;

    RecordCheck(Path archive) {
        this.archive = archive;
    }

    int run() throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Map<String, String> recorded = recorded(zip);
            TreeSet<String> wrong = new TreeSet<>(recorded.keySet());
            for (ZipEntry entry :
                    zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
                check(zip, entry, recorded, wrong);
            }
            if (!wrong.isEmpty()) {
                throw UserException.of(
                                "`" + archive.getFileName() + "` is damaged: these files do not match its record\n    "
                                        + String.join("\n    ", wrong))
                        .hint("build it again");
            }
            return recorded.size();
        }
    }

    private static void check(ZipFile zip, ZipEntry entry, Map<String, String> recorded, TreeSet<String> wrong)
            throws IOException {
        String expected = recorded.get(entry.getName());
        if (expected == null) {
            wrong.add(entry.getName());
        } else if (expected.isEmpty() || expected.equals(sum(zip, entry))) {
            wrong.remove(entry.getName());
        }
    }

    private static String sum(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return "sha256=" + Sha256.of(in).base64();
        }
    }

    private Map<String, String> recorded(ZipFile zip) throws IOException {
        ZipEntry record = zip.getEntry(ArchiveLayout.RECORD);
        if (record == null) {
            throw UserException.of(
                            "`" + archive.getFileName() + "` is damaged: it has no `" + ArchiveLayout.RECORD + "`")
                    .hint("build it again");
        }
        try (InputStream in = zip.getInputStream(record)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return WheelRecord.parse(text, archive.getFileName().toString()).rows().stream()
                    .collect(Collectors.toMap(Row::path, Row::hash));
        }
    }
}
