package io.github.pywar.app.archive;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.python.wheel.WheelRecord.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** RECORD of an archive: the hashes and sizes of all files, in the format of a wheel's RECORD. Its own row has none. */
final class ArchiveRecord {

    private ArchiveRecord() {}

    static String text(List<FileTree> trees) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (FileTree tree : trees) {
            for (Map.Entry<String, FileTree.Entry> file : tree.entries().entrySet()) {
                ByteSource content = file.getValue().content();
                rows.add(Row.of(file.getKey(), content.sha256(), content.size()));
            }
        }
        rows.add(Row.unhashed(ArchiveLayout.RECORD));
        return WheelRecord.text(rows);
    }
}
