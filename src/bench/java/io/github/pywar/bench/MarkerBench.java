package io.github.pywar.bench;

import io.github.pywar.python.marker.Marker;
import io.github.pywar.python.marker.MarkerEnvironment;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Markers (PEP 508) of the kinds that occur in metadata: five are parsed, five are evaluated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MarkerBench {

    private static final List<String> TEXTS = List.of(
            "extra == 'socks'",
            "python_version < \"3.10\"",
            "sys_platform == 'win32' and extra == 'all'",
            "(platform_system == 'Linux' and platform_machine == 'x86_64') or python_full_version >= '3.13.1'",
            "platform_python_implementation != 'PyPy' and os_name == 'posix' and implementation_name == 'cpython'");

    private final List<Marker> markers = TEXTS.stream().map(Marker::parse).toList();
    private final MarkerEnvironment environment = TargetEnvironment.of(
                    PythonVersion.parse("3.11"), Platform.parse("linux-x86_64"))
            .markers();

    @Benchmark
    public void parse5(Blackhole hole) {
        TEXTS.forEach(text -> hole.consume(Marker.parse(text)));
    }

    @Benchmark
    public void evaluate5(Blackhole hole) {
        markers.forEach(marker -> hole.consume(marker.evaluate(environment)));
    }
}
