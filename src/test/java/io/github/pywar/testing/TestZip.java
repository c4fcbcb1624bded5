package io.github.pywar.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writer of zips byte by byte, so that a test can set each field to a wrong value. */
public final class TestZip {

    private final List<Entry> entries = new ArrayList<>();
    private byte[] comment = {};
    private byte[] prefix = {};
    private boolean zip64End;
    private int countOffset;

    /** File of a zip. The fields are the values in its headers, correct by default. */
    public static final class Entry {
        public byte[] name;
        public byte[] localName;
        public byte[] raw;
        public long crc;
        public long size;
        public int method = 8;
        public int flags = 0x0800;
        public int mode = 0100644;
        public int madeBy = 3;
        public byte[] localExtra = {};
        public byte[] centralExtra = {};
        public boolean descriptor;
        public boolean zip64;
        public long shift;
        public Long wideHeader;
        long header;

        /** Stores the file instead of deflating it. */
        public Entry stored(byte[] content) {
            method = 0;
            raw = content;
            return this;
        }
    }

    /** Adds a deflated file. */
    public TestZip add(String path, byte[] content) {
        return add(path, content, entry -> {});
    }

    /** Adds a file and applies a change to its fields. */
    public TestZip add(String path, byte[] content, Consumer<Entry> change) {
        Entry entry = new Entry();
        entry.name = path.getBytes(StandardCharsets.UTF_8);
        entry.size = content.length;
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.crc = crc.getValue();
        entry.raw = deflate(content);
        change.accept(entry);
        if (entry.localName == null) {
            entry.localName = entry.name;
        }
        entries.add(entry);
        return this;
    }

    /** Removes files. */
    public TestZip drop(String prefix) {
        entries.removeIf(entry -> new String(entry.name, StandardCharsets.UTF_8).startsWith(prefix));
        return this;
    }

    /** Adds a comment after the end record. */
    public TestZip comment(String text) {
        comment = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Adds bytes before the first file. The offsets do not count them. */
    public TestZip prefix(String text) {
        prefix = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    /** Writes the zip64 end record, although nothing needs it. */
    public TestZip zip64End() {
        zip64End = true;
        return this;
    }

    /** Adds entries that do not exist to the count of the end record. */
    public TestZip claimMore(int entriesMore) {
        countOffset = entriesMore;
        return this;
    }

    /** Returns the zip. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entries.forEach(entry -> writeLocal(entry, out));
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        entries.forEach(entry -> writeCentral(entry, directory));
        long offset = out.size();
        out.writeBytes(directory.toByteArray());
        writeEnd(out, offset, directory.size());
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        zip.writeBytes(prefix);
        zip.writeBytes(out.toByteArray());
        return zip.toByteArray();
    }

    private static void writeLocal(Entry entry, ByteArrayOutputStream out) {
        entry.header = out.size() + entry.shift;
        int flags = entry.flags | (entry.descriptor ? 8 : 0);
        byte[] extra = entry.zip64 && !entry.descriptor
                ? concat(zip64Extra(entry.size, entry.raw.length), entry.localExtra)
                : entry.localExtra;
        ByteBuffer header = little(30);
        header.putInt(0x04034b50).putShort((short) 20).putShort((short) flags).putShort((short) entry.method);
        header.putInt(0x00210000);
        if (entry.descriptor) {
            header.putInt(0).putInt(0).putInt(0);
        } else {
            header.putInt((int) entry.crc);
            header.putInt(entry.zip64 ? -1 : entry.raw.length).putInt(entry.zip64 ? -1 : (int) entry.size);
        }
        header.putShort((short) entry.localName.length).putShort((short) extra.length);
        out.writeBytes(header.array());
        out.writeBytes(entry.localName);
        out.writeBytes(extra);
        out.writeBytes(entry.raw);
        if (entry.descriptor) {
            out.writeBytes(little(16)
                    .putInt(0x08074b50)
                    .putInt((int) entry.crc)
                    .putInt(entry.raw.length)
                    .putInt((int) entry.size)
                    .array());
        }
    }

    private static void writeCentral(Entry entry, ByteArrayOutputStream out) {
        byte[] extra =
                entry.zip64 ? concat(zip64Extra(entry.size, entry.raw.length), entry.centralExtra) : entry.centralExtra;
        if (entry.wideHeader != null) {
            extra = extra(1, little(8).putLong(entry.wideHeader).array());
        }
        int flags = entry.flags | (entry.descriptor ? 8 : 0);
        ByteBuffer header = little(46);
        header.putInt(0x02014b50).putShort((short) (entry.madeBy << 8 | 20)).putShort((short) 20);
        header.putShort((short) flags).putShort((short) entry.method).putInt(0x00210000);
        header.putInt((int) entry.crc);
        header.putInt(entry.zip64 ? -1 : entry.raw.length).putInt(entry.zip64 ? -1 : (int) entry.size);
        header.putShort((short) entry.name.length)
                .putShort((short) extra.length)
                .putShort((short) 0);
        header.putShort((short) 0).putShort((short) 0).putInt(entry.mode << 16);
        header.putInt(entry.wideHeader != null ? -1 : (int) entry.header);
        out.writeBytes(header.array());
        out.writeBytes(entry.name);
        out.writeBytes(extra);
    }

    private void writeEnd(ByteArrayOutputStream out, long offset, int size) {
        int count = entries.size() + countOffset;
        if (zip64End) {
            long position = out.size();
            ByteBuffer record = little(56);
            record.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
            record.putInt(0)
                    .putInt(0)
                    .putLong(count)
                    .putLong(count)
                    .putLong(size)
                    .putLong(offset);
            out.writeBytes(record.array());
            out.writeBytes(little(20)
                    .putInt(0x07064b50)
                    .putInt(0)
                    .putLong(position)
                    .putInt(1)
                    .array());
        }
        ByteBuffer end = little(22);
        end.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
        end.putShort((short) (zip64End ? -1 : count)).putShort((short) (zip64End ? -1 : count));
        end.putInt(zip64End ? -1 : size).putInt(zip64End ? -1 : (int) offset);
        end.putShort((short) comment.length);
        out.writeBytes(end.array());
        out.writeBytes(comment);
    }

    /** Returns content as a raw deflate stream. */
    public static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** Returns one extra field. */
    public static byte[] extra(int id, byte[] data) {
        return concat(
                little(4).putShort((short) id).putShort((short) data.length).array(), data);
    }

    private static byte[] zip64Extra(long size, long deflated) {
        return extra(1, little(16).putLong(size).putLong(deflated).array());
    }

    private static byte[] concat(byte[] a, byte[] b) {
        return little(a.length + b.length).put(a).put(b).array();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
