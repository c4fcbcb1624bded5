package io.github.pywar.python.index;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * A page in the cache's own form, several times quicker to read than JSON. A number tells the form, a checksum that the
 * file is whole; what fits neither counts as not there.
 */
final class PageCodec {

    private static final int FORM = 0x70790007;
    private static final int HEAD = 12;

    /** What {@link #stamp} needs: the head, the time, whether there is a page, and the sum of what is on it. */
    static final int STAMP = HEAD + Long.BYTES + 1 + Long.BYTES;

    private static final int KIND = HEAD + Long.BYTES;
    private static final int FILLED = 1;
    private static final int VACANT = 2;
    private static final int NULL = -1;

    private PageCodec() {}

    static byte[] write(CachedPage page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORM);
        out.writeLong(0);
        out.writeLong(page.read().toEpochMilli());
        out.writeByte(kind(page.content()));
        out.writeLong(0);
        text(out, page.etag());
        text(out, page.lastModified());
        int begin = bytes.size();
        if (page.content().isPresent()) {
            content(out, page.content().get());
        }
        byte[] whole = bytes.toByteArray();
        ByteBuffer.wrap(whole)
                .putLong(STAMP - Long.BYTES, contentSum(whole, begin))
                .putLong(Integer.BYTES, sum(whole));
        return whole;
    }

    /** @return the page; empty where the bytes are none, or damaged, or of another version of this class */
    static Optional<CachedPage> read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEAD || in.getInt() != FORM || in.getLong() != sum(bytes)) {
            return Optional.empty();
        }
        try {
            PageHeader stamp = stamp(in.duplicate().rewind()).orElseThrow();
            in.position(STAMP);
            String etag = text(in);
            String lastModified = text(in);
            boolean isPresent = in.get(KIND) != 0;
            Optional<PageContent> content = isPresent ? Optional.of(content(in)) : Optional.empty();
            return Optional.of(new CachedPage(stamp.read(), etag, lastModified, content, stamp.sum()));
        } catch (RuntimeException notOurs) { // what a sum of four bytes lets through may be anything
            return Optional.empty();
        }
    }

    private static int kind(Optional<PageContent> content) {
        return content.map(known -> known.isVacant() ? VACANT : FILLED).orElse(0);
    }

    /** @param begin the first bytes of a page, as many as {@link #STAMP} says */
    static Optional<PageHeader> stamp(ByteBuffer begin) {
        if (begin.remaining() < STAMP || begin.getInt() != FORM) {
            return Optional.empty();
        }
        begin.getLong();
        Instant read = Instant.ofEpochMilli(begin.getLong());
        boolean isFilled = begin.get() == FILLED;
        String sum = Long.toHexString(begin.getLong());
        return Optional.of(new PageHeader(read, isFilled ? sum : ProjectPage.ABSENT));
    }

    /** Two sums that the machine works out quickly from the first page on; a change that keeps both is no accident. */
    private static long contentSum(byte[] bytes, int begin) {
        CRC32 one = new CRC32();
        one.update(bytes, begin, bytes.length - begin);
        Adler32 other = new Adler32();
        other.update(bytes, begin, bytes.length - begin);
        return one.getValue() << Integer.SIZE | other.getValue();
    }

    private static long sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes, HEAD, bytes.length - HEAD);
        return sum.getValue();
    }

    private static void content(DataOutputStream out, PageContent content) throws IOException {
        text(out, content.base().toString());
        text(out, content.status().orElse(null));
        text(out, content.reason().orElse(null));
        out.writeBoolean(content.hasOthers());
        out.writeInt(content.rows().size());
        for (PageRow row : content.rows()) {
            text(out, row.fileName());
            text(out, row.href());
            map(out, row.hashes());
            text(out, row.requiresPython());
            out.writeLong(row.size());
            text(out, row.uploadTime());
            text(out, row.yanked());
            map(out, row.coreMetadata());
        }
    }

    private static PageContent content(ByteBuffer in) {
        URI base = URI.create(text(in));
        Optional<String> status = Optional.ofNullable(text(in));
        Optional<String> reason = Optional.ofNullable(text(in));
        boolean hasOthers = in.get() != 0;
        int count = in.getInt();
        List<PageRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new PageRow(text(in), text(in), map(in), text(in), in.getLong(), text(in), text(in), map(in)));
        }
        return new PageContent(base, rows, status, reason, hasOthers, Optional.empty());
    }

    private static void map(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map == null ? NULL : map.size());
        if (map != null) {
            for (Map.Entry<String, String> entry : map.entrySet()) {
                text(out, entry.getKey());
                text(out, entry.getValue());
            }
        }
    }

    private static Map<String, String> map(ByteBuffer in) {
        int count = in.getInt();
        if (count <= 1) {
            return count == NULL ? null : count == 0 ? Map.of() : Map.of(text(in), text(in));
        }
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(text(in), text(in));
        }
        return map;
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text == null ? NULL : bytes.length);
        out.write(bytes);
    }

    private static String text(ByteBuffer in) {
        int length = in.getInt();
        if (length == NULL) {
            return null;
        }
        int from = in.position();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(from + length);
        return new String(in.array(), from, length, StandardCharsets.UTF_8);
    }
}
