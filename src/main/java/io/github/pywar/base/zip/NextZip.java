package io.github.pywar.base.zip;

import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Zip in progress, with almost the same files as a {@link WrittenZip}. */
public final class NextZip implements AutoCloseable {

    private final WrittenZip last;
    private final List<WrittenZip.Member> first;
    private final List<WrittenZip.Member> rest;
    private final SortedMap<String, Long> sizes;
    private final EarlyCopy copy;

    private NextZip(
            WrittenZip last,
            List<WrittenZip.Member> first,
            List<WrittenZip.Member> rest,
            SortedMap<String, Long> sizes,
            EarlyCopy copy) {
        this.last = last;
        this.first = first;
        this.rest = rest;
        this.sizes = sizes;
        this.copy = copy;
    }

    static NextZip start(WrittenZip last, List<WrittenZip.Member> kept, SortedMap<String, Long> sizes, Path target)
            throws IOException {
        String before = sizes.isEmpty() ? "" : sizes.lastKey();
        int split = split(kept, before);
        List<WrittenZip.Member> first = kept.subList(0, split);
        List<WrittenZip.Member> rest = kept.subList(split, kept.size());
        long from = rest.isEmpty() ? 0 : rest.get(0).start();
        long length = rest.isEmpty() ? 0 : rest.get(rest.size() - 1).end() - from;
        EarlyCopy copy = EarlyCopy.start(last.file(), from, length, target, length(first, sizes));
        return new NextZip(last, first, rest, sizes, copy);
    }

    /** Returns the start of the last files that follow each other, none of which is before this path. */
    private static int split(List<WrittenZip.Member> kept, String path) {
        int split = kept.size();
        while (split > 0
                && kept.get(split - 1).path().compareTo(path) > 0
                && (split == kept.size()
                        || kept.get(split - 1).end() == kept.get(split).start())) {
            split--;
        }
        return split;
    }

    private static long length(List<WrittenZip.Member> kept, SortedMap<String, Long> sizes) {
        long length = 0;
        for (WrittenZip.Member member : kept) {
            length += member.end() - member.start();
        }
        for (Map.Entry<String, Long> file : sizes.entrySet()) {
            length += ZipFormat.LOCAL_SIZE + file.getKey().getBytes(StandardCharsets.UTF_8).length + file.getValue();
        }
        return length;
    }

    /** Returns the sizes of files, see {@link WrittenZip#next}. */
    public static SortedMap<String, Long> sizes(FileTree files) throws IOException {
        SortedMap<String, Long> sizes = new TreeMap<>();
        for (Map.Entry<String, FileTree.Entry> file : files.entries().entrySet()) {
            sizes.put(file.getKey(), file.getValue().content().size());
        }
        return sizes;
    }

    /**
     * Writes the rest to the target, without syncing it.
     *
     * @param others files of the announced sizes
     * @param time of every file, see {@link ZipWriter}
     * @return the number of files; empty if other sizes were announced, if the zip needs zip64 numbers, or if the last one was
     *     replaced: then it is not complete
     */
    public Optional<Integer> write(FileTree others, Instant time, FileChannel target) throws IOException {
        if (!sizes(others).equals(sizes)) {
            return Optional.empty();
        }
        try (FileAppender out = new FileAppender(target)) {
            ZipCopy zip = new ZipCopy(last.file(), last.directory(), out, ZipFileHeader.dosTime(time));
            Iterator<Map.Entry<String, FileTree.Entry>> more =
                    others.entries().entrySet().iterator();
            Map.Entry<String, FileTree.Entry> other = more.hasNext() ? more.next() : null;
            for (WrittenZip.Member member : first) {
                while (other != null && other.getKey().compareTo(member.path()) < 0) {
                    zip.add(other);
                    other = more.hasNext() ? more.next() : null;
                }
                zip.keep(member);
            }
            for (; other != null; other = more.hasNext() ? more.next() : null) {
                zip.add(other);
            }
            zip.keepCopied(rest);
            copy.await();
            Optional<Integer> count = zip.finish(target);
            return last.isSame() ? count : Optional.empty();
        }
    }

    /** Ends the use of the last zip, which the new one may have replaced. */
    @Override
    public void close() {
        copy.close();
    }
}
