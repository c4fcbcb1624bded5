package io.github.pywar.python.index;

import io.github.pywar.base.data.CacheFormat;
import io.github.pywar.base.data.CacheReader;
import io.github.pywar.base.data.CacheWriter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/** Binary form of a page in the cache; reading it is several times faster than parsing JSON. */
final class PageCodec {

    private static final CacheFormat FORMAT = new CacheFormat(0x70790009);

    /** In bytes, for {@link #readHeader}: the frame, the time, the kind, and the fingerprint of the content. */
    static final int HEADER = CacheFormat.HEADER + Long.BYTES + 1 + Long.BYTES;

    private static final int MISSING = 0;
    private static final int FILLED = 1;
    private static final int VACANT = 2;

    private PageCodec() {}

    static byte[] write(String key, CachedPage page) {
        CacheWriter content = new CacheWriter();
        if (page.content().isPresent()) {
            write(content, page.content().get());
        }
        byte[] bytes = content.bytes();
        return FORMAT.of(key)
                .write(new CacheWriter()
                        .longInteger(page.read().toEpochMilli())
                        .octet(kind(page.content()))
                        .longInteger(fingerprint(bytes))
                        .text(page.etag())
                        .text(page.lastModified())
                        .rest(bytes));
    }

    /** @return the page; empty if the entry is damaged, of another version or of another key */
    static Optional<CachedPage> read(String key, byte[] entry) {
        return FORMAT.of(key).read(entry, in -> {
            Instant read = Instant.ofEpochMilli(in.longInteger());
            int kind = in.octet();
            String fingerprint = fingerprint(kind, in.longInteger());
            String etag = in.text();
            String lastModified = in.text();
            Optional<PageContent> content = kind == MISSING ? Optional.empty() : Optional.of(content(in));
            return new CachedPage(read, etag, lastModified, content, fingerprint);
        });
    }

    /**
     * Reads the first part of a page. A resolution from the cache only compares fingerprints, and a page can have
     * megabytes.
     *
     * @param start the first {@link #HEADER} bytes of the entry
     */
    static Optional<PageHeader> readHeader(ByteBuffer start) {
        if (start.remaining() < HEADER) {
            return Optional.empty();
        }
        Optional<CacheReader> in = FORMAT.readStart(start);
        return in.isPresent() ? Optional.of(header(in.get())) : Optional.empty();
    }

    private static PageHeader header(CacheReader in) {
        Instant read = Instant.ofEpochMilli(in.longInteger());
        return new PageHeader(read, fingerprint(in.octet(), in.longInteger()));
    }

    private static int kind(Optional<PageContent> content) {
        if (content.isEmpty()) {
            return MISSING;
        }
        return content.get().isVacant() ? VACANT : FILLED;
    }

    private static String fingerprint(int kind, long fingerprint) {
        return kind == FILLED ? Long.toHexString(fingerprint) : ProjectPage.ABSENT;
    }

    /**
     * Joins two fast checksums. The fingerprint only detects that an index changed a page; it protects against nothing, so
     * it needs no cryptographic hash.
     */
    private static long fingerprint(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        Adler32 adler = new Adler32();
        adler.update(content);
        return crc.getValue() << Integer.SIZE | adler.getValue();
    }

    private static void write(CacheWriter out, PageContent content) {
        out.text(content.base().toString())
                .text(content.status().orElse(null))
                .text(content.reason().orElse(null))
                .flag(content.hasOthers())
                .integer(content.rows().size());
        for (PageRow row : content.rows()) {
            out.text(row.fileName())
                    .text(row.href())
                    .map(row.hashes())
                    .text(row.requiresPython())
                    .longInteger(row.size())
                    .text(row.uploadTime())
                    .text(row.yanked())
                    .map(row.coreMetadata())
                    .text(row.provenance());
        }
    }

    private static PageContent content(CacheReader in) {
        URI base = URI.create(in.text());
        Optional<String> status = Optional.ofNullable(in.text());
        Optional<String> reason = Optional.ofNullable(in.text());
        boolean hasOthers = in.flag();
        List<PageRow> rows = new ArrayList<>();
        for (int left = in.integer(); left > 0; left--) {
            rows.add(new PageRow(
                    in.text(),
                    in.text(),
                    in.map(),
                    in.text(),
                    in.longInteger(),
                    in.text(),
                    in.text(),
                    in.map(),
                    in.text()));
        }
        return new PageContent(base, rows, status, reason, hasOthers, Optional.empty());
    }
}
