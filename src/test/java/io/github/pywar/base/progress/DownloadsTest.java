package io.github.pywar.base.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DownloadsTest {

    private static final int MEGABYTE = 1_000_000;

    private final List<String> lines = new ArrayList<>();
    private long millis;

    @Test
    void printsEachSlowDownloadAndTheSumWhereLinesAreNotRewritten() {
        Downloads downloads = downloads(false);

        download(downloads, "flask.whl", MEGABYTE / 10, 200);
        download(downloads, "numpy.whl", 18 * MEGABYTE, 3_000);
        downloads.finish();

        assertThat(lines)
                .containsExactly(
                        "Downloaded numpy.whl from pypi: 18.0 MB in 3.0 s (6.0 MB/s)",
                        "Downloaded 2 packages, 18.1 MB in 3.2 s (5.7 MB/s)");
    }

    @Test
    void rewritesOneLineAtMostTenTimesASecond() {
        Downloads downloads = downloads(true);

        try (Progress.Transfer first = downloads.begin("pypi", "a.whl", 2 * MEGABYTE);
                Progress.Transfer second = downloads.begin("pypi", "b.whl", 2 * MEGABYTE)) {
            for (int step = 0; step < 100; step++) {
                millis += 10;
                first.advance(MEGABYTE / 100);
                second.advance(MEGABYTE / 100);
            }
            first.advance(MEGABYTE);
            first.done();
        }
        downloads.finish();

        assertThat(lines)
                .hasSize(11 + 2)
                .startsWith("> Downloading: 0 of 1 package, 0 kB of 2.0 MB")
                .contains("> Downloading: 0 of 2 packages, 990 kB of 4.0 MB (2.0 MB/s)")
                .endsWith("> ", "Downloaded 1 package, 2.0 MB in 1.0 s (2.0 MB/s)");
    }

    @Test
    void countsNoBytesOfAFailedDownload() {
        Downloads downloads = downloads(false);

        try (Progress.Transfer failed = downloads.begin("pypi", "a.whl", -1)) {
            failed.advance(5 * MEGABYTE);
            millis += 2_000;
        }
        downloads.finish();

        assertThat(lines).isEmpty();
    }

    @Test
    void countsARestartedDownloadOnce() {
        Downloads downloads = downloads(false);

        try (Progress.Transfer again = downloads.begin("pypi", "a.whl", MEGABYTE)) {
            again.advance(MEGABYTE / 2);
            again.advance(-MEGABYTE / 2);
            again.advance(MEGABYTE);
            millis += 500;
            again.done();
        }
        downloads.finish();

        assertThat(lines).containsExactly("Downloaded 1 package, 1.0 MB in 0.5 s (2.0 MB/s)");
    }

    @Test
    void removesTheLineBeforeOtherText() {
        Downloads downloads = downloads(true);

        try (Progress.Transfer open = downloads.begin("pypi", "a.whl", MEGABYTE)) {
            downloads.pause();
            downloads.pause();
            downloads.finish();
            assertThat(lines).containsExactly("> Downloading: 0 of 1 package, 0 kB of 1.0 MB", "> ");
            open.advance(MEGABYTE / 2);
        }

        assertThat(lines).hasSize(3).endsWith("> Downloading: 0 of 1 package, 500 kB of 1.0 MB");
    }

    private void download(Downloads downloads, String name, long bytes, long duration) {
        try (Progress.Transfer transfer = downloads.begin("pypi", name, bytes)) {
            transfer.advance(bytes);
            millis += duration;
            transfer.done();
        }
    }

    private Downloads downloads(boolean rewrites) {
        Downloads.Output output = new Downloads.Output() {
            @Override
            public boolean rewrites() {
                return rewrites;
            }

            @Override
            public void rewrite(String line) {
                lines.add("> " + line);
            }

            @Override
            public void line(String text) {
                lines.add(text);
            }
        };
        return new Downloads(output, () -> millis * 1_000_000);
    }
}
