package io.github.pywar.python.index;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * A page in the cache's own form: a tenth of the JSON in reading time. A number tells the form, a checksum that the
 * file is whole; what fits neither counts as not there. URLs lose what they share with the one before.
 */
final class PageBytes {

    private static final int FORM = 0x70790003;
    private static final int LONGEST = 1 << 20;

    private PageBytes() {}

    static byte[] write(StoredPage page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(page.read().toEpochMilli());
        text(out, page.etag());
        text(out, page.lastModified());
        out.writeBoolean(page.content().isPresent());
        if (page.content().isPresent()) {
            content(out, page.content().get());
        }
        CRC32 sum = new CRC32();
        sum.update(bytes.toByteArray());
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.size() + 12);
        DataOutputStream head = new DataOutputStream(whole);
        head.writeInt(FORM);
        head.writeLong(sum.getValue());
        bytes.writeTo(whole);
        return whole.toByteArray();
    }

    /** @return the page; empty where the bytes are none, or damaged, or of another version of this class */
    static Optional<StoredPage> read(byte[] bytes, String indexId) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            CRC32 sum = new CRC32();
            sum.update(bytes, Math.min(12, bytes.length), Math.max(0, bytes.length - 12));
            if (in.readInt() != FORM || in.readLong() != sum.getValue()) {
                return Optional.empty();
            }
            Instant read = Instant.ofEpochMilli(in.readLong());
            String etag = text(in);
            String lastModified = text(in);
            Optional<PageContent> content = in.readBoolean() ? Optional.of(content(in, indexId)) : Optional.empty();
            return Optional.of(new StoredPage(read, etag, lastModified, content));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void content(DataOutputStream out, PageContent content) throws IOException {
        optional(out, content.status());
        optional(out, content.reason());
        out.writeInt(content.files().size());
        String before = "";
        for (DistributionFile file : content.files()) {
            String url = file.url().toString();
            int shared = shared(before, url);
            text(out, file.fileName());
            out.writeShort(shared);
            text(out, url.substring(shared));
            before = url;
            map(out, file.hashes());
            optional(out, file.requiresPython());
            out.writeLong(file.size().orElse(-1));
            out.writeLong(file.uploadTime().map(Instant::toEpochMilli).orElse(Long.MIN_VALUE));
            optional(out, file.yanked());
            out.writeBoolean(file.coreMetadata().isPresent());
            map(out, file.coreMetadata().orElse(Map.of()));
        }
    }

    private static PageContent content(DataInputStream in, String indexId) throws IOException {
        Optional<String> status = optional(in);
        Optional<String> reason = optional(in);
        int count = in.readInt();
        List<DistributionFile> files = new ArrayList<>();
        String before = "";
        for (int i = 0; i < count; i++) {
            String name = text(in);
            before = before.substring(0, in.readShort()) + text(in);
            Map<String, String> hashes = map(in);
            Optional<String> requiresPython = optional(in);
            long size = in.readLong();
            long uploaded = in.readLong();
            Optional<String> yanked = optional(in);
            boolean advertised = in.readBoolean();
            Map<String, String> metadata = map(in);
            files.add(new DistributionFile(
                    name,
                    URI.create(before),
                    hashes,
                    requiresPython,
                    size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
                    uploaded == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(uploaded)),
                    yanked,
                    advertised ? Optional.of(metadata) : Optional.empty(),
                    indexId));
        }
        return new PageContent(files, status, reason);
    }

    private static int shared(String before, String url) {
        int most = Math.min(Math.min(before.length(), url.length()), Short.MAX_VALUE);
        int shared = 0;
        while (shared < most && before.charAt(shared) == url.charAt(shared)) {
            shared++;
        }
        return shared;
    }

    private static void map(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            text(out, entry.getKey());
            text(out, entry.getValue());
        }
    }

    private static Map<String, String> map(DataInputStream in) throws IOException {
        int count = in.readInt();
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(text(in), text(in));
        }
        return map;
    }

    private static void optional(DataOutputStream out, Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            text(out, text.get());
        }
    }

    private static Optional<String> optional(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("no text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
