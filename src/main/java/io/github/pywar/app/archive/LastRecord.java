package io.github.pywar.app.archive;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.zip.WrittenZip.Member;
import io.github.pywar.python.wheel.WheelRecord.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** RECORD of the last archive. The lines of files that the next archive keeps are copied. */
final class LastRecord {

    private static final String HASH = ",sha256=";
    private static final int BASE64_LENGTH = 43;

    /** Typical length of a line, in characters. */
    private static final int LINE = 140;

    private final List<String> keptLines = new ArrayList<>();
    private final List<Member> kept;

    private LastRecord(List<Member> kept) {
        this.kept = kept;
    }

    /**
     * Reads the lines of kept files.
     *
     * @param text as {@link ArchiveRecord} has written it
     * @param kept files of the archive, sorted by path
     * @return empty if the rows are not those of the files
     */
    static Optional<LastRecord> of(String text, List<Member> kept) {
        LastRecord record = new LastRecord(kept);
        Iterator<Member> members = kept.iterator();
        Member next = members.hasNext() ? members.next() : null;
        int length = text.lastIndexOf('\n') + 1; // without an incomplete line
        for (int at = 0; at < length && next != null; at = text.indexOf('\n', at) + 1) {
            String path = next.path();
            if (text.startsWith(path, at) && text.startsWith(HASH, at + path.length())) {
                record.keptLines.add(text.substring(at, text.indexOf('\n', at)));
                next = members.hasNext() ? members.next() : null;
            }
        }
        return next == null ? Optional.of(record) : Optional.empty();
    }

    /** Returns the lines of the kept files for the build id, not sorted. */
    List<byte[]> idLines() {
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            Member member = kept.get(i);
            if (!ArchiveLayout.isMeta(member.path())) {
                int sum = member.path().length() + HASH.length();
                String hex = hex(keptLines.get(i).substring(sum, sum + BASE64_LENGTH));
                lines.add(BuildId.line(member.path(), hex, member.isExecutable()));
            }
        }
        return lines;
    }

    private static String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(base64));
    }

    /**
     * Returns the text of the next RECORD: the lines of the kept files and those of others.
     *
     * @param others files at other paths
     */
    String with(FileTree others) throws IOException {
        SortedMap<String, Row> rows = new TreeMap<>();
        for (Map.Entry<String, FileTree.Entry> file : others.entries().entrySet()) {
            ByteSource content = file.getValue().content();
            rows.put(file.getKey(), Row.of(file.getKey(), content.sha256(), content.size()));
        }
        rows.put(ArchiveLayout.RECORD, Row.unhashed(ArchiveLayout.RECORD));
        StringBuilder all = new StringBuilder(LINE * (keptLines.size() + rows.size()));
        int at = 0;
        for (Row row : rows.values()) {
            for (; at < kept.size() && kept.get(at).path().compareTo(row.path()) < 0; at++) {
                all.append(keptLines.get(at)).append('\n');
            }
            all.append(row.line());
        }
        for (; at < kept.size(); at++) {
            all.append(keptLines.get(at)).append('\n');
        }
        return all.toString();
    }
}
