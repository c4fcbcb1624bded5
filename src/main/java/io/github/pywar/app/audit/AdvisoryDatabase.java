package io.github.pywar.app.audit;

import io.github.pywar.base.data.Json;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.base.zip.ZipLimits;
import io.github.pywar.base.zip.ZipListing;
import io.github.pywar.base.zip.ZipMember;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Advisories about some packages, read from files in the OSV format.
 *
 * @param advisories about these packages, without withdrawn ones, in the order of the files
 * @param records number of records about any Python package
 * @param newest time of the latest change of a record; empty if no record has one
 */
record AdvisoryDatabase(List<Advisory> advisories, int records, String newest) {

    /** In bytes; the largest known record has 1 MB. */
    private static final int LARGEST_RECORD = 16 << 20;

    private static final int MOST_FILES = 1_000_000;
    private static final String JSON = ".json";

    AdvisoryDatabase {
        advisories = List.copyOf(advisories);
    }

    private record Entry(AdvisoryFilter.Header header, Advisory advisory) {}

    /** Reader of one record. */
    @FunctionalInterface
    private interface Content {
        byte[] read() throws IOException;
    }

    /**
     * Reads the advisories.
     *
     * @param file a zip of records such as {@code all.zip} of OSV, a folder of them, or one record
     * @param names of the packages
     * @throws UserException if the file is damaged, or has no record about Python packages
     */
    static AdvisoryDatabase read(Path file, Set<PackageName> names) throws IOException {
        if (Files.notExists(file)) {
            throw UserException.of("The advisories `" + file.getFileName() + "` do not exist\n    from: <advisories>")
                    .hint(
                            "name a file or a folder in the OSV format, for example a copy of all.zip of the ecosystem PyPI");
        }
        AdvisoryFilter filter = new AdvisoryFilter(names);
        try {
            List<Entry> entries = Files.isDirectory(file) ? ofFolder(file, filter) : ofFile(file, filter);
            return of(entries, file);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static AdvisoryDatabase of(List<Entry> entries, Path file) {
        int records =
                (int) entries.stream().filter(one -> one.header().isPython()).count();
        if (records == 0) {
            throw UserException.of("The advisories `" + file.getFileName()
                            + "` have no record about a Python package\n    from: <advisories>")
                    .hint("use the records of the ecosystem `" + AffectedPackage.ECOSYSTEM + "`");
        }
        return new AdvisoryDatabase(
                entries.stream().map(Entry::advisory).filter(Objects::nonNull).toList(),
                records,
                entries.stream()
                        .map(one -> one.header().modified())
                        .max(String::compareTo)
                        .orElse(""));
    }

    /** Joins the advisories of several files. */
    static AdvisoryDatabase join(List<AdvisoryDatabase> all) {
        return new AdvisoryDatabase(
                all.stream()
                        .flatMap(one -> one.advisories().stream())
                        .distinct()
                        .toList(),
                all.stream().mapToInt(AdvisoryDatabase::records).sum(),
                all.stream()
                        .map(AdvisoryDatabase::newest)
                        .max(String::compareTo)
                        .orElse(""));
    }

    private static List<Entry> ofFile(Path file, AdvisoryFilter filter) throws IOException {
        if (file.toString().endsWith(JSON)) {
            return List.of(entry(() -> content(file), file.getFileName().toString(), filter));
        }
        String name = file.getFileName().toString();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ZipListing zip = ZipListing.read(ByteRanges.of(channel), name);
            List<ZipMember> members = zip.members().values().stream()
                    .filter(member -> member.path().endsWith(JSON))
                    .toList();
            checkSize(members, name);
            // two thirds of the time is inflating and reading tokens, so all processors share it
            return members.parallelStream()
                    .map(member -> entry(() -> zip.content(member, LARGEST_RECORD), name + "!" + member.path(), filter))
                    .toList();
        }
    }

    /** The directory declares the sizes, and a longer record than declared is refused. */
    private static void checkSize(List<ZipMember> members, String name) {
        long bytes = members.stream().mapToLong(ZipMember::size).sum();
        if (bytes > ZipLimits.DEFAULT.totalBytes()) {
            throw UserException.of("The advisories `" + name + "` inflate to " + bytes + " bytes, more than "
                    + ZipLimits.DEFAULT.totalBytes() + "\n    from: <advisories>");
        }
    }

    private static List<Entry> ofFolder(Path folder, AdvisoryFilter filter) throws IOException {
        AtomicInteger count = new AtomicInteger();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> records =
                    new ArrayList<>(files.filter(file -> file.toString().endsWith(JSON))
                            .filter(Files::isRegularFile)
                            .peek(file -> checkCount(count.incrementAndGet(), folder))
                            .sorted()
                            .toList());
            return records.parallelStream()
                    .map(file ->
                            entry(() -> content(file), folder.relativize(file).toString(), filter))
                    .toList();
        }
    }

    private static void checkCount(int count, Path folder) {
        if (count > MOST_FILES) {
            throw UserException.of("The folder `" + folder.getFileName() + "` has more than " + MOST_FILES
                    + " records\n    from: <advisories>");
        }
    }

    private static byte[] content(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST_RECORD + 1);
            if (content.length > LARGEST_RECORD) {
                throw UserException.of("The record `" + file.getFileName() + "` is longer than " + LARGEST_RECORD
                        + " bytes\n    from: <advisories>");
            }
            return content;
        }
    }

    private static Entry entry(Content content, String source, AdvisoryFilter filter) {
        try {
            byte[] bytes = content.read();
            AdvisoryFilter.Header header = filter.header(bytes, source);
            return new Entry(header, header.isSelected() ? Advisory.read(Json.read(bytes, source)) : null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
