package io.github.pywar.app.archive;

import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.wheel.WheelRecord;
import io.github.pywar.python.wheel.WheelRecord.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sums of all files of an archive, in the form of a wheel's RECORD; its own row is empty. */
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
