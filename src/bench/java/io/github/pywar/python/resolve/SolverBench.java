package io.github.pywar.python.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.request.ResolveRequest;
import io.github.pywar.python.request.RootRequirement;
import io.github.pywar.python.requirement.Requirement;
import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The resolver on graphs of a real index, which the project of pip's resolver recorded. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SolverBench {

    @Param({"backjump-test-1", "backjump-test-4", "cheroot", "chalice", "conflict-with-dependency", "same-package-extras"})
    public String graph;

    private MemoryIndex index;
    private ResolveRequest request;

    @Setup
    public void readGraph() throws IOException {
        Map<String, JsonNode> recorded = RecordedGraphsTest.recorded();
        JsonNode recordedCase = recorded.get("case/" + graph + ".json");
        index = RecordedGraphsTest.index(
                recorded.get("index/" + recordedCase.get("index").asText() + ".json"));
        List<RootRequirement> requirements = new ArrayList<>();
        recordedCase
                .get("requested")
                .forEach(text -> requirements.add(new RootRequirement(Requirement.parse(text.asText()), "bench")));
        TargetEnvironment target = TargetEnvironment.of(PythonVersion.parse("3.8.2"), Platform.parse("linux-x86_64"));
        request = ResolveRequest.builder(graph, target).requirements(requirements).build();
    }

    @Benchmark
    public Resolution resolve() throws IOException {
        return new Resolver(index, index, Progress.SILENT).resolve(request);
    }
}
