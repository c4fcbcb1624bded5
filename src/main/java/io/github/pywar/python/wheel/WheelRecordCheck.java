package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.python.error.PythonHint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Comparison of a wheel with its RECORD. Each file must be listed once with a hash of SHA-256 or better, each listed file
 * must exist, and each file must match its hash. RECORD and its signatures are exempt ("Signed wheel files"). A fault is
 * acceptable if no hash contradicts a file: RECORD is then incomplete, but not wrong.
 */
final class WheelRecordCheck {

    private static final int MOST_SHOWN = 10;
    private static final int LONGEST_SHOWN = 400;

    private final Wheel wheel;
    private final Map<String, List<WheelRecord.Row>> rows = new HashMap<>();
    private final List<RecordFault> faults = new ArrayList<>();
    private final Set<String> exempt;

    private record RecordFault(String path, String text, boolean isAcceptable) implements Comparable<RecordFault> {

        @Override
        public int compareTo(RecordFault other) {
            return path.compareTo(other.path);
        }
    }

    WheelRecordCheck(Wheel wheel) throws IOException {
        this.wheel = wheel;
        String record = wheel.distInfo() + "/RECORD";
        this.exempt = Set.of(record, record + ".jws", record + ".p7s");
        WheelRecord read = wheel.record();
        for (String row : read.malformed()) {
            faults.add(new RecordFault(row, "is not a valid row", true));
        }
        for (WheelRecord.Row row : read.rows()) {
            rows.putIfAbsent(row.path(), new ArrayList<>());
            rows.get(row.path()).add(row);
        }
        checkRows();
        checkFiles();
        Collections.sort(faults);
    }

    /** @throws UserException with all faults, if there are any */
    void requireNone() {
        if (!faults.isEmpty()) {
            throw refusal(faults);
        }
    }

    /**
     * Returns the faults if all are acceptable.
     *
     * @return the faults, one a line; empty if there are none
     * @throws UserException with the faults that are not acceptable, if there are any
     */
    Optional<String> acceptable() {
        List<RecordFault> unacceptable =
                faults.stream().filter(fault -> !fault.isAcceptable()).toList();
        if (!unacceptable.isEmpty()) {
            throw refusal(unacceptable);
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(lines(faults));
    }

    private void checkRows() {
        for (Map.Entry<String, List<WheelRecord.Row>> same : rows.entrySet()) {
            String path = same.getKey();
            if (!exempt.contains(path) && wheel.files().get(path).isEmpty()) {
                boolean isAcceptable = !path.equals(wheel.distInfo() + "/METADATA");
                faults.add(new RecordFault(path, "is in RECORD, but not in the wheel", isAcceptable));
            } else if (new HashSet<>(same.getValue()).size() > 1) {
                faults.add(new RecordFault(path, "has two different rows in RECORD", true));
            }
        }
    }

    /** Reads every file once, several at a time in the pool of the calling thread. */
    private void checkFiles() throws IOException {
        List<Map.Entry<String, FileTree.Entry>> files =
                new ArrayList<>(wheel.files().entries().entrySet());
        try {
            // The largest first: at the end no thread waits for a large file that was started last.
            files.sort(Comparator.comparingLong(file -> -size(file.getValue())));
            faults.addAll(files.parallelStream()
                    .filter(file -> !exempt.contains(file.getKey()))
                    .flatMap(file -> faults(file.getKey(), file.getValue()))
                    .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long size(FileTree.Entry entry) {
        try {
            return entry.content().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the content even if RECORD has no row for it: this checks its size and CRC in the zip. */
    private Stream<RecordFault> faults(String path, FileTree.Entry file) {
        List<WheelRecord.Row> same = rows.getOrDefault(path, List.of());
        if (same.isEmpty()) {
            sum(file, DigestAlgorithm.SHA256);
            return Stream.of(new RecordFault(path, "is not in RECORD", true));
        }
        return same.stream().distinct().flatMap(row -> fault(path, file, row).stream());
    }

    private static Optional<RecordFault> fault(String path, FileTree.Entry file, WheelRecord.Row row) {
        int equals = row.hash().indexOf('=');
        String name = row.hash().substring(0, Math.max(equals, 0));
        Optional<DigestAlgorithm> known = DigestAlgorithm.named(name);
        String expected = row.hash().substring(equals + 1);
        byte[] actual = sum(file, known.orElse(DigestAlgorithm.SHA256));
        boolean isSizeRight = row.size().isEmpty() || row.size().equals(Long.toString(size(file)));
        boolean isStrong = known.isPresent() && known.get().isStrong();
        if (known.isPresent() && !isSame(actual, expected)) {
            String hashes = base64(actual) + ", not " + expected;
            return Optional.of(new RecordFault(path, "does not match its hash in RECORD: " + hashes, false));
        }
        if (!isSizeRight) {
            String sizes = "has " + size(file) + " bytes, not " + row.size();
            return Optional.of(new RecordFault(path, sizes, isStrong));
        }
        if (isStrong) {
            return Optional.empty();
        }
        boolean isMissing = row.hash().isEmpty();
        String weak = "has a hash that is too weak, or unknown: " + row.hash();
        return Optional.of(new RecordFault(path, isMissing ? "has no hash in RECORD" : weak, true));
    }

    /** Some published wheels have their hashes in hex instead of base64. */
    private static boolean isSame(byte[] sum, String expected) {
        return base64(sum).equals(withoutPadding(expected))
                || HexFormat.of().formatHex(sum).equalsIgnoreCase(expected);
    }

    private static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        return text.substring(0, end);
    }

    private static String base64(byte[] sum) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sum);
    }

    private static byte[] sum(FileTree.Entry file, DigestAlgorithm algorithm) {
        try (InputStream in = file.content().open()) {
            return algorithm.sum(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UserException refusal(List<RecordFault> shown) {
        UserException error = WheelErrors.refused(wheel.fileName(), "it does not match its RECORD:" + lines(shown));
        boolean isAcceptable = shown.stream().allMatch(RecordFault::isAcceptable);
        return isAcceptable
                ? error.hint(PythonHint.ALLOW_RECORD_FAULTS, wheel.name().name().value())
                : error;
    }

    private static String lines(List<RecordFault> faults) {
        StringBuilder text = new StringBuilder();
        for (RecordFault fault : faults.subList(0, Math.min(MOST_SHOWN, faults.size()))) {
            text.append("\n    `").append(shown(fault.path())).append("` ").append(shown(fault.text()));
        }
        if (faults.size() > MOST_SHOWN) {
            text.append("\n    and ").append(faults.size() - MOST_SHOWN).append(" more");
        }
        return text.toString();
    }

    /** Shortens text from RECORD, which can have any length and any characters. */
    private static String shown(String text) {
        return FileTree.shown(text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text);
    }
}
