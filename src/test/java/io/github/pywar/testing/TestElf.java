package io.github.pywar.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builder of a shared object in memory. It has no code and no sections: a header, segments, and the table for the dynamic
 * linker with its names and versions.
 */
public final class TestElf {

    /** Difference between an offset in the file and the address in memory. */
    private static final int BASE = 0x10000;

    private final int machine;
    private final boolean wide;
    private final ByteOrder order;
    private int type = 3;
    private final List<String> needed = new ArrayList<>();
    private final Map<Integer, String> texts = new LinkedHashMap<>();
    private Optional<String> interpreter = Optional.empty();
    private final Map<String, List<String>> versions = new LinkedHashMap<>();
    private final Map<String, String> symbols = new LinkedHashMap<>();
    private boolean isWeak;

    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();

    private TestElf(int machine, boolean wide, ByteOrder order) {
        this.machine = machine;
        this.wide = wide;
        this.order = order;
        strings.write(0);
    }

    /** Returns a file for x86_64. */
    public static TestElf x86() {
        return of(62, 64, ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns a file for aarch64. */
    public static TestElf aarch() {
        return of(183, 64, ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @param machine number of the architecture
     * @param bits 32 or 64
     */
    public static TestElf of(int machine, int bits, ByteOrder order) {
        return new TestElf(machine, bits == 64, order);
    }

    /** Sets the number of its use; 3 is a shared object. */
    public TestElf type(int number) {
        type = number;
        return this;
    }

    /** Adds libraries that it is linked with. */
    public TestElf needs(String... libraries) {
        needed.addAll(List.of(libraries));
        return this;
    }

    /** Sets its own name as a library. */
    public TestElf soname(String name) {
        texts.put(14, name);
        return this;
    }

    /** Sets the folders of DT_RPATH. */
    public TestElf rpath(String folders) {
        texts.put(15, folders);
        return this;
    }

    /** Sets the folders of DT_RUNPATH. */
    public TestElf runpath(String folders) {
        texts.put(29, folders);
        return this;
    }

    /** Sets its loader. */
    public TestElf interpreter(String path) {
        interpreter = Optional.of(path);
        return this;
    }

    /** Adds versions that it requires of a library, which it is linked with. */
    public TestElf versions(String library, String... required) {
        if (!needed.contains(library)) {
            needed.add(library);
        }
        versions.computeIfAbsent(library, name -> new ArrayList<>()).addAll(List.of(required));
        return this;
    }

    /** Marks all versions as weak. */
    public TestElf weak() {
        isWeak = true;
        return this;
    }

    /** Adds an undefined symbol of a required version. */
    public TestElf symbol(String name, String version) {
        symbols.put(name, version);
        return this;
    }

    /** Returns the file. */
    public byte[] bytes() {
        Map<Integer, Long> dynamic = new LinkedHashMap<>();
        List<Integer> libraries = needed.stream().map(this::text).toList();
        texts.forEach((tag, text) -> dynamic.put(tag, (long) text(text)));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int start = (wide ? 64 : 52) + 3 * (wide ? 56 : 32);
        if (!versions.isEmpty()) {
            dynamic.put(0x6ffffffe, address(start, body));
            dynamic.put(0x6fffffff, (long) versions.size());
            body.writeBytes(versionNeeds());
            addSymbols(dynamic, start, body);
        }
        int loader = start + body.size();
        interpreter.ifPresent(path -> body.writeBytes((path + "\0").getBytes(StandardCharsets.UTF_8)));
        int loaderSize = start + body.size() - loader;
        pad(body);
        dynamic.put(5, address(start, body));
        dynamic.put(10, (long) strings.size());
        body.writeBytes(strings.toByteArray());
        pad(body);
        int table = start + body.size();
        libraries.forEach(name -> body.writeBytes(words(1, name)));
        dynamic.forEach((tag, value) -> body.writeBytes(words(Integer.toUnsignedLong(tag), value)));
        body.writeBytes(words(0, 0));
        int end = start + body.size();

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header());
        file.writeBytes(segment(1, 0, end));
        file.writeBytes(segment(2, table, end - table));
        file.writeBytes(interpreter.isPresent() ? segment(3, loader, loaderSize) : segment(0, 0, 0));
        file.writeBytes(body.toByteArray());
        return file.toByteArray();
    }

    private static long address(int start, ByteArrayOutputStream body) {
        return BASE + start + body.size();
    }

    private static void pad(ByteArrayOutputStream body) {
        while (body.size() % 8 != 0) {
            body.write(0);
        }
    }

    private byte[] header() {
        ByteBuffer header = ByteBuffer.allocate(wide ? 64 : 52).order(order);
        header.put(new byte[] {
            0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1), 1
        });
        header.position(16);
        header.putShort((short) type).putShort((short) machine).putInt(1);
        put(header, 0);
        put(header, header.capacity());
        put(header, 0);
        header.putInt(0).putShort((short) header.capacity());
        header.putShort((short) (wide ? 56 : 32)).putShort((short) 3);
        return header.array();
    }

    private byte[] segment(int kind, int offset, int size) {
        ByteBuffer segment = ByteBuffer.allocate(wide ? 56 : 32).order(order).putInt(kind);
        if (wide) {
            segment.putInt(4);
        }
        put(segment, offset);
        put(segment, BASE + offset);
        put(segment, BASE + offset);
        put(segment, size);
        put(segment, size);
        return segment.array();
    }

    private void put(ByteBuffer target, long word) {
        if (wide) {
            target.putLong(word);
        } else {
            target.putInt((int) word);
        }
    }

    private byte[] words(long one, long two) {
        ByteBuffer words = ByteBuffer.allocate(wide ? 16 : 8).order(order);
        put(words, one);
        put(words, two);
        return words.array();
    }

    private int text(String text) {
        int index = strings.size();
        strings.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_8));
        return index;
    }

    private byte[] versionNeeds() {
        int count = versions.values().stream().mapToInt(all -> 1 + all.size()).sum();
        ByteBuffer needs = ByteBuffer.allocate(16 * count).order(order);
        int index = 2;
        int libraries = versions.size();
        for (Map.Entry<String, List<String>> library : versions.entrySet()) {
            int left = library.getValue().size();
            int next = --libraries == 0 ? 0 : 16 * (1 + left);
            needs.putShort((short) 1).putShort((short) left).putInt(text(library.getKey()));
            needs.putInt(16).putInt(next);
            for (String version : library.getValue()) {
                needs.putInt(0).putShort((short) (isWeak ? 2 : 0)).putShort((short) index++);
                needs.putInt(text(version)).putInt(--left == 0 ? 0 : 16);
            }
        }
        return needs.array();
    }

    private void addSymbols(Map<Integer, Long> dynamic, int start, ByteArrayOutputStream body) {
        List<String> all = versions.values().stream().flatMap(List::stream).toList();
        ByteBuffer table =
                ByteBuffer.allocate((wide ? 24 : 16) * (1 + symbols.size())).order(order);
        ByteBuffer ofVersions =
                ByteBuffer.allocate(2 * (1 + symbols.size())).order(order).putShort((short) 0);
        symbols.forEach((name, version) -> {
            table.position((wide ? 24 : 16) * (ofVersions.position() / 2));
            table.putInt(text(name));
            ofVersions.putShort((short) (2 + all.indexOf(version)));
        });
        dynamic.put(6, address(start, body));
        body.writeBytes(table.array());
        dynamic.put(0x6ffffff0, address(start, body));
        body.writeBytes(ofVersions.array());
        pad(body);
        dynamic.put(4, address(start, body));
        body.writeBytes(ByteBuffer.allocate(8)
                .order(order)
                .putInt(0)
                .putInt(1 + symbols.size())
                .array());
    }
}
