"""Parts in process, measured by JMH."""
import json

from processes import measured, turn
from results import Results

ASSEMBLY = ("AssemblyBench", "WheelBench")
OTHERS = ("VersionBench", "MarkerBench", "PageBench", "SolverBench")


def measure(options, environment):
    """Run all benchmarks and return their results. Each class is one turn."""
    results = Results("parts", "parts in process, by JMH")
    results.notes.append("JMH " + options.jmh)
    output = options.target / "bench/jmh.json"
    for name in (*ASSEMBLY, *OTHERS):
        command = ["java", "-cp", options.classpath, "-Dpywar.conformance=" + options.conformance, "org.openjdk.jmh.Main",
                   r"\." + name + r"\.", *options.jmh.split(), "-rf", "json", "-rff", str(output)]
        with turn(options.turns):
            print(name, flush=True)
            measured(command, options.target.parent, environment)
        for one in json.loads(output.read_text()):
            add(results, one)
        results.write(options.target / "bench/results")
    return results


def add(results, one):
    """Add one benchmark of JMH's output."""
    name = ".".join(one["benchmark"].split(".")[-2:])
    if one.get("params"):
        name += " " + " ".join(one["params"].values())
    metric = one["primaryMetric"]
    samples = [round(sample, 3) for fork in metric["rawData"] for sample in fork]
    results.rows[name, ""] = {"tool": name, "state": "", "unit": metric["scoreUnit"].split("/")[0], "samples": samples}
