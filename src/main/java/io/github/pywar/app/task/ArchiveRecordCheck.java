package io.github.pywar.app.task;

import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.python.wheel.WheelRecord.Row;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Compares every file of an archive with {@code META-INF/pywar/RECORD}. */
final class ArchiveRecordCheck {

    /** In bytes: half a million files. */
    private static final int LARGEST_RECORD = 64 << 20;

    private static final int MOST_SHOWN = 100;

    private final Path archive;

    ArchiveRecordCheck(Path archive) {
        this.archive = archive;
    }

    int run() throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Map<String, String> recorded = recorded(zip);
            TreeSet<String> wrong = new TreeSet<>(recorded.keySet());
            Set<String> seen = new HashSet<>();
            for (ZipEntry entry :
                    zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
                boolean isRight = seen.add(entry.getName()) && isAsRecorded(zip, entry, recorded);
                if (isRight) {
                    wrong.remove(entry.getName());
                } else {
                    wrong.add(entry.getName());
                }
            }
            if (!wrong.isEmpty()) {
                throw damaged("these files do not match its record" + lines(wrong));
            }
            return recorded.size();
        } catch (ZipException | EOFException e) {
            throw damaged(e.getMessage());
        }
    }

    /** Only the record itself has no sum. */
    private static boolean isAsRecorded(ZipFile zip, ZipEntry entry, Map<String, String> recorded) throws IOException {
        String expected = recorded.get(entry.getName());
        boolean isRecord = entry.getName().equals(ArchiveLayout.RECORD);
        return expected != null && (isRecord ? expected.isEmpty() : expected.equals(sum(zip, entry)));
    }

    /** @return what no sum is equal to, where the content cannot be read */
    private static String sum(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return "sha256=" + Sha256.of(in).base64();
        } catch (ZipException | EOFException damaged) {
            return "";
        }
    }

    private static String lines(Collection<String> paths) {
        StringBuilder text = new StringBuilder();
        paths.stream().limit(MOST_SHOWN).forEach(path -> text.append("\n    ").append(FileTree.shown(path)));
        if (paths.size() > MOST_SHOWN) {
            text.append("\n    and ").append(paths.size() - MOST_SHOWN).append(" more");
        }
        return text.toString();
    }

    private UserException damaged(String why) {
        return UserException.of("`" + archive.getFileName() + "` is damaged: " + why)
                .hint("build it again");
    }

    private Map<String, String> recorded(ZipFile zip) throws IOException {
        ZipEntry record = zip.getEntry(ArchiveLayout.RECORD);
        if (record == null) {
            throw damaged("it has no `" + ArchiveLayout.RECORD + "`");
        }
        String text = new String(BuiltArchive.content(zip, record, LARGEST_RECORD), StandardCharsets.UTF_8);
        return WheelRecord.parse(text, archive.getFileName().toString()).rows().stream()
                .collect(Collectors.toMap(Row::path, Row::hash, (one, same) -> one));
    }
}
