package io.github.pywar.python.wheel;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.DigestAlgorithm;
import io.github.pywar.base.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds a wheel against its RECORD, strictly: each file is listed with a sum of SHA-256 or better, each listed file
 * is there, and each is what it should be. RECORD and its signatures are exempt ("Signed wheel files").
 */
final class RecordCheck {

    private static final int MOST_SHOWN = 10;

    private final Wheel wheel;
    private final Map<String, WheelRecord.Row> rows;
    private final Set<String> exempt;

    RecordCheck(Wheel wheel) throws IOException {
        this.wheel = wheel;
        this.rows = wheel.record().byPath(wheel.fileName());
        String record = wheel.distInfo() + "/RECORD";
        this.exempt = Set.of(record, record + ".jws", record + ".p7s");
    }

    /** Reads every file once, several at a time in the pool of the calling thread. */
    void run() throws IOException {
        try {
            TreeMap<String, String> faults = new TreeMap<>();
            missing().forEach(path -> faults.put(path, "is in RECORD and not in the wheel"));
            List<Map.Entry<String, FileTree.Entry>> files =
                    new ArrayList<>(wheel.files().entries().entrySet());
            files.sort(Comparator.comparingLong(file -> -size(file.getValue())));
            files.parallelStream()
                    .filter(file -> !exempt.contains(file.getKey()))
                    .flatMap(file ->
                            fault(file.getKey(), file.getValue())
                                    .map(fault -> Map.entry(file.getKey(), fault))
                                    .stream())
                    .toList()
                    .forEach(fault -> faults.put(fault.getKey(), fault.getValue()));
            if (!faults.isEmpty()) {
                throw refusal(faults);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<String> missing() {
        return rows.keySet().stream()
                .filter(path ->
                        !exempt.contains(path) && wheel.files().get(path).isEmpty())
                .toList();
    }

    private static long size(FileTree.Entry entry) {
        return ((WheelMember) entry.content()).size();
    }

    private Optional<String> fault(String path, FileTree.Entry file) {
        WheelRecord.Row row = rows.get(path);
        if (row == null) {
            return Optional.of("is not in RECORD");
        }
        if (!row.size().isEmpty() && !row.size().equals(Long.toString(size(file)))) {
            return Optional.of("has " + size(file) + " bytes, not " + row.size());
        }
        int equals = row.hash().indexOf('=');
        Optional<DigestAlgorithm> algorithm = DigestAlgorithm.strong(row.hash().substring(0, Math.max(equals, 0)));
        if (algorithm.isEmpty()) {
            return Optional.of(
                    row.hash().isEmpty() ? "has no sum in RECORD" : "has a sum that proves nothing: " + row.hash());
        }
        String expected = row.hash().substring(equals + 1);
        byte[] actual = sum(file, algorithm.get());
        return isSame(actual, expected)
                ? Optional.empty()
                : Optional.of("has another sum than RECORD says: " + base64(actual) + ", not " + expected);
    }

    /** Some real wheels write their sums in hex, which proves as much. */
    private static boolean isSame(byte[] sum, String expected) {
        return base64(sum).equals(expected.replaceAll("=+$", ""))
                || HexFormat.of().formatHex(sum).equalsIgnoreCase(expected);
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

    private UserException refusal(Map<String, String> faults) {
        StringBuilder text = new StringBuilder("it is not what its RECORD says:");
        faults.entrySet().stream()
                .limit(MOST_SHOWN)
                .forEach(fault -> text.append("\n    `")
                        .append(fault.getKey())
                        .append("` ")
                        .append(fault.getValue()));
        if (faults.size() > MOST_SHOWN) {
            text.append("\n    and ").append(faults.size() - MOST_SHOWN).append(" more");
        }
        return ZipRefusal.forbidden(wheel.fileName(), text.toString());
    }
}
