package io.github.pywar.app.archive;

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

/** RECORD of the last archive. The lines of files that the next archive keeps are copied. */
final class LastRecord {

    private static final String HASH = ",sha256=";
    private static final int BASE64_LENGTH = 43;

    private final String text;
    private final List<String> keptLines = new ArrayList<>();
    private final List<String> keptPaths = new ArrayList<>();

    /** @param text as {@link ArchiveRecord} has written it */
    LastRecord(String text) {
        this.text = text;
    }

    /**
     * Returns the lines of kept files for the build id, not sorted.
     *
     * @param kept files of the archive, sorted by path
     * @return empty if the rows are not those of the files
     */
    Optional<List<byte[]>> lines(List<Member> kept) {
        List<byte[]> lines = new ArrayList<>(kept.size());
        Iterator<Member> members = kept.iterator();
        Member next = members.hasNext() ? members.next() : null;
        int length = text.lastIndexOf('\n') + 1; // without an incomplete line
        for (int at = 0; at < length && next != null; at = text.indexOf('\n', at) + 1) {
            String path = next.path();
            int hash = at + path.length();
            if (text.startsWith(path, at) && text.startsWith(HASH, hash)) {
                int end = text.indexOf('\n', at);
                keptLines.add(text.substring(at, end));
                keptPaths.add(path);
                if (!ArchiveLayout.isMeta(path)) {
                    String sum = text.substring(hash + HASH.length(), hash + HASH.length() + BASE64_LENGTH);
                    lines.add(BuildId.line(path, hex(sum), next.isExecutable()));
                }
                next = members.hasNext() ? members.next() : null;
            }
        }
        return next == null ? Optional.of(lines) : Optional.empty();
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
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, FileTree.Entry> file : others.entries().entrySet()) {
            rows.add(Row.of(
                    file.getKey(),
                    file.getValue().content().sha256(),
                    file.getValue().content().size()));
        }
        rows.add(Row.unhashed(ArchiveLayout.RECORD));
        rows.sort((a, b) -> a.path().compareTo(b.path()));
        StringBuilder all = new StringBuilder(text.length() + (text.length() >> 3));
        int kept = 0;
        for (Row row : rows) {
            for (; kept < keptPaths.size() && keptPaths.get(kept).compareTo(row.path()) < 0; kept++) {
                all.append(keptLines.get(kept)).append('\n');
            }
            all.append(row.line());
        }
        for (; kept < keptPaths.size(); kept++) {
            all.append(keptLines.get(kept)).append('\n');
        }
        return all.toString();
    }
}
