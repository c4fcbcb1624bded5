package io.github.pywar.app.testrun;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Report of the coverage of tests, in the format of Cobertura. */
final class CoverageReport {

    private static final Pattern RATE =
            Pattern.compile("<coverage[^>]*?\\sline-rate=\"([0-9]{1,9}(?:\\.[0-9]{1,30})?)\"");
    private static final int BEGINNING = 1 << 16;

    private CoverageReport() {}

    /** Returns a line with the covered part of the lines. */
    static String summary(Path file) {
        String name = "target/" + file.getParent().getParent().getFileName() + "/"
                + file.getParent().getFileName() + "/" + file.getFileName();
        try (InputStream in = Files.newInputStream(file)) {
            Matcher rate = RATE.matcher(new String(in.readNBytes(BEGINNING), StandardCharsets.UTF_8));
            return rate.find()
                    ? String.format(
                            Locale.ROOT,
                            "Coverage: %.1f %% of the lines (%s)",
                            Double.parseDouble(rate.group(1)) * 100,
                            name)
                    : "Coverage: " + name;
        } catch (IOException e) {
            return "Coverage: " + name;
        }
    }
}
