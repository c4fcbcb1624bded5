package io.github.pywar.bench;

import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Versions (PEP 440): 1,000 are parsed, 1,000 are sorted. One in ten is a pre-release, one in twenty has a local part. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class VersionBench {

    private static final int COUNT = 1_000;

    private final List<String> texts = new ArrayList<>();
    private final List<Version> versions = new ArrayList<>();

    @Setup
    public void createVersions() {
        Random random = new Random(1);
        for (int i = 0; i < COUNT; i++) {
            String release = random.nextInt(30) + "." + random.nextInt(100) + "." + random.nextInt(100);
            texts.add(release + (i % 10 == 0 ? "rc" + random.nextInt(9) : "") + (i % 20 == 1 ? "+cu" + i : ""));
        }
        texts.forEach(text -> versions.add(Version.parse(text)));
    }

    @Benchmark
    public void parse1000(Blackhole hole) {
        texts.forEach(text -> hole.consume(Version.parse(text)));
    }

    @Benchmark
    public List<Version> sort1000() {
        List<Version> sorted = new ArrayList<>(versions);
        Collections.sort(sorted);
        return sorted;
    }
}
