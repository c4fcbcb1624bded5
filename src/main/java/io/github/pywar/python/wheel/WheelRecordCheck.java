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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Compares a wheel with its RECORD: each file is listed once with a sum of SHA-256 or better, each listed file is there,
 * and each is what its sum says. RECORD and its signatures are exempt ("Signed wheel files"). A fault is acceptable where
 * no sum contradicts a file: RECORD then says less than it should, and nothing wrong.
 */
final class WheelRecordCheck {

    private static final int MOST_SHOWN = 10;
    private static final int LONGEST_SHOWN = 400;

    private final Wheel wheel;
    private final Map<String, List<WheelRecord.Row>> rows = new HashMap<>();
    private final List<FailureMessage> faults = new ArrayList<>();
    private final Set<String> exempt;

    private record FailureMessage(String what, String fault, boolean isAcceptable) {}

    WheelRecordCheck(Wheel wheel) throws IOException {
        this.wheel = wheel;
        String record = wheel.distInfo() + "/RECORD";
        this.exempt = Set.of(record, record + ".jws", record + ".p7s");
        WheelRecord read = wheel.record();
        read.malformed().forEach(row -> faults.add(new FailureMessage(row, "is no row of a RECORD", true)));
        read.rows()
                .forEach(row -> rows.computeIfAbsent(row.path(), any -> new ArrayList<>())
                        .add(row));
        checkRows();
        checkFiles();
        faults.sort(Comparator.comparing(FailureMessage::what));
    }

    /** @throws UserException with all faults, if there is one */
    void requireNone() {
        if (!faults.isEmpty()) {
            throw refusal(faults);
        }
    }

    /**
     * @return the faults as lines, if there are any and all are acceptable
     * @throws UserException with those that are not
     */
    Optional<String> acceptable() {
        List<FailureMessage> refused =
                faults.stream().filter(fault -> !fault.isAcceptable()).toList();
        if (!refused.isEmpty()) {
            throw refusal(refused);
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(lines(faults));
    }

    private void checkRows() {
        rows.forEach((path, same) -> {
            if (!exempt.contains(path) && wheel.files().get(path).isEmpty()) {
                boolean isAcceptable = !path.equals(wheel.distInfo() + "/METADATA");
                faults.add(new FailureMessage(path, "is in RECORD and not in the wheel", isAcceptable));
            } else if (same.stream().distinct().count() > 1) {
                faults.add(new FailureMessage(path, "has two different rows in RECORD", true));
            }
        });
    }

    /** Reads every file once, several at a time in the pool of the calling thread. */
    private void checkFiles() throws IOException {
        List<Map.Entry<String, FileTree.Entry>> files =
                new ArrayList<>(wheel.files().entries().entrySet());
        files.sort(Comparator.comparingLong(file -> -size(file.getValue())));
        try {
            faults.addAll(files.parallelStream()
                    .filter(file -> !exempt.contains(file.getKey()))
                    .flatMap(file -> faults(file.getKey(), file.getValue()))
                    .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long size(FileTree.Entry entry) {
        return ((WheelMember) entry.content()).size();
    }

    /** The content is read in any case, so that size and CRC of the zip are right where RECORD says nothing. */
    private Stream<FailureMessage> faults(String path, FileTree.Entry file) {
        List<WheelRecord.Row> same = rows.getOrDefault(path, List.of());
        if (same.isEmpty()) {
            sum(file, DigestAlgorithm.SHA256);
            return Stream.of(new FailureMessage(path, "is not in RECORD", true));
        }
        return same.stream().distinct().flatMap(row -> fault(path, file, row).stream());
    }

    private static Optional<FailureMessage> fault(String path, FileTree.Entry file, WheelRecord.Row row) {
        int equals = row.hash().indexOf('=');
        String name = row.hash().substring(0, Math.max(equals, 0));
        Optional<DigestAlgorithm> known = DigestAlgorithm.named(name);
        String expected = row.hash().substring(equals + 1);
        byte[] actual = sum(file, known.orElse(DigestAlgorithm.SHA256));
        boolean isOfSize = row.size().isEmpty() || row.size().equals(Long.toString(size(file)));
        boolean isStrong = known.filter(DigestAlgorithm::isStrong).isPresent();
        if (known.isPresent() && !isSame(actual, expected)) {
            String sums = base64(actual) + ", not " + expected;
            return Optional.of(new FailureMessage(path, "has another sum than RECORD says: " + sums, false));
        }
        if (!isOfSize) {
            String sizes = "has " + size(file) + " bytes, not " + row.size();
            return Optional.of(new FailureMessage(path, sizes, isStrong));
        }
        if (isStrong) {
            return Optional.empty();
        }
        boolean hasNone = row.hash().isEmpty();
        String weak = "has a sum that proves nothing: " + row.hash();
        return Optional.of(new FailureMessage(path, hasNone ? "has no sum in RECORD" : weak, true));
    }

    /** Some real wheels write their sums in hex, which proves as much. */
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

    private UserException refusal(List<FailureMessage> shown) {
        UserException error = ZipErrors.forbidden(wheel.fileName(), "it is not what its RECORD says:" + lines(shown));
        boolean isAcceptable = shown.stream().allMatch(FailureMessage::isAcceptable);
        return isAcceptable
                ? error.hint(PythonHint.ALLOW_RECORD_FAULTS, wheel.name().name().value())
                : error;
    }

    private static String lines(List<FailureMessage> faults) {
        StringBuilder text = new StringBuilder();
        for (FailureMessage fault : faults.subList(0, Math.min(MOST_SHOWN, faults.size()))) {
            text.append("\n    `").append(shown(fault.what())).append("` ").append(shown(fault.fault()));
        }
        if (faults.size() > MOST_SHOWN) {
            text.append("\n    and ").append(faults.size() - MOST_SHOWN).append(" more");
        }
        return text.toString();
    }

    /** RECORD may have anything, of any length. */
    private static String shown(String text) {
        return FileTree.shown(text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text);
    }
}
