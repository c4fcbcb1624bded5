package io.github.pywar.python.index;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A project's page of 20 MB, in both formats of PEP 691. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
public class PageBench {

    private static final int BYTES = 20_000_000;
    private static final URI PAGE = URI.create("https://index.example.org/simple/big/");

    private byte[] json;
    private byte[] html;

    @Setup
    public void createPages() {
        json = page("{\"meta\":{\"api-version\":\"1.1\"},\"name\":\"big\",\"files\":[", ",", """
                {"filename":"%1$s","url":"https://files.example.org/%1$s","hashes":{"sha256":"%2$064x"},\
                "requires-python":">=3.8","size":1234,"upload-time":"2026-01-01T00:00:00.000000Z","yanked":false}""",
                "]}");
        html = page("<!DOCTYPE html><html><body>", "\n", """
                <a href="https://files.example.org/%1$s#sha256=%2$064x" data-requires-python="&gt;=3.8">%1$s</a><br/>""",
                "</body></html>");
    }

    private static byte[] page(String start, String separator, String row, String end) {
        StringBuilder text = new StringBuilder(start);
        for (int i = 0; text.length() < BYTES; i++) {
            String name = "big-1." + i / 20 + "." + i % 20 + "-cp311-cp311-manylinux_2_28_x86_64.whl";
            text.append(i == 0 ? "" : separator).append(String.format(row, name, i));
        }
        return text.append(end).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public PageContent json() throws IOException {
        return PageJson.read(new ByteArrayInputStream(json), PAGE);
    }

    @Benchmark
    public PageContent html() throws IOException {
        return PageHtml.read(new ByteArrayInputStream(html), Optional.of(StandardCharsets.UTF_8), PAGE);
    }
}
