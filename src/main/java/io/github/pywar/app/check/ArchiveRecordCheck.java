package io.github.pywar.app.check;

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

    /** In bytes: enough for half a million files. */
    private static final int MAX_RECORD_BYTES = 64 << 20;

    private static final int MAX_SHOWN = 100;

    private final Path archive;

    ArchiveRecordCheck(Path archive) {
        this.archive = archive;
    }

    /**
     * Returns the number of files.
     *
     * @throws UserException if a file differs, is missing, or is not in the RECORD
     */
    int run() throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Map<String, String> recorded = recorded(zip);
            TreeSet<String> different = new TreeSet<>(recorded.keySet());
            Set<String> seen = new HashSet<>();
            for (ZipEntry entry :
                    zip.stream().filter(entry -> !entry.isDirectory()).toList()) {
                boolean isSame = seen.add(entry.getName()) && isAsRecorded(zip, entry, recorded);
                if (isSame) {
                    different.remove(entry.getName());
                } else {
                    different.add(entry.getName());
                }
            }
            if (!different.isEmpty()) {
                throw damaged("these files do not match its RECORD" + lines(different));
            }
            return recorded.size();
        } catch (ZipException | EOFException e) {
            throw damaged(BuiltArchive.zipFault(e));
        }
    }

    /** Only the RECORD itself has no hash. */
    private static boolean isAsRecorded(ZipFile zip, ZipEntry entry, Map<String, String> recorded) throws IOException {
        String expected = recorded.get(entry.getName());
        boolean isRecord = entry.getName().equals(ArchiveLayout.RECORD);
        return expected != null && (isRecord ? expected.isEmpty() : expected.equals(hash(zip, entry)));
    }

    /** Returns the hash of the content; empty, which equals no hash, if the content cannot be read. */
    private static String hash(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return "sha256=" + Sha256.of(in).base64();
        } catch (ZipException | EOFException damaged) {
            return "";
        }
    }

    private static String lines(Collection<String> paths) {
        StringBuilder text = new StringBuilder();
        paths.stream().limit(MAX_SHOWN).forEach(path -> text.append("\n    ").append(FileTree.shown(path)));
        if (paths.size() > MAX_SHOWN) {
            text.append("\n    and ").append(paths.size() - MAX_SHOWN).append(" more");
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
        String text = new String(BuiltArchive.content(zip, record, MAX_RECORD_BYTES), StandardCharsets.UTF_8);
        return WheelRecord.parse(text, archive.getFileName().toString()).rows().stream()
                .collect(Collectors.toMap(Row::path, Row::hash, (one, same) -> one));
    }
}
