package io.github.pywar.app.kubernetes;

import static io.github.pywar.app.kubernetes.YamlText.map;

import io.github.pywar.app.process.ProcessType;
import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Object of one process type: a Deployment for a worker, a CronJob for a timer. */
record ProcessObjects(PodTemplate pods, ProcessType process) {

    /** A CronJob adds eleven characters to the names of its Jobs, which have at most 63. */
    private static final int MAX_NAME = 52;

    /** Seconds after which a start that the cluster has missed is left out. */
    private static final int MISSED = 300;

    private static final int STOP_SECONDS_OF_TIMER = 30;

    Map<String, Object> object() {
        String name = pods.application() + "-" + process.name();
        if (name.length() > MAX_NAME) {
            throw UserException.of("`" + name + "` is too long for the name of an object in Kubernetes: "
                            + name.length() + " characters, at most " + MAX_NAME)
                    .hint("shorten the name of the process, or the <artifactId>");
        }
        return process.isTimer() ? cronJob(name) : deployment(name);
    }

    /** The old pods end before new ones start, so that two versions never do the same work, such as `celery beat`. */
    private Map<String, Object> deployment(String name) {
        Map<String, Object> spec = pods.spec("Always", Math.max(1, process.stopSeconds()));
        spec.put("containers", List.of(container()));
        return map(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                pods.metadata(name, process.name()),
                "spec",
                map(
                        "replicas",
                        process.instances(),
                        "revisionHistoryLimit",
                        5,
                        "strategy",
                        map("type", "Recreate"),
                        "selector",
                        map("matchLabels", pods.selector(process.name())),
                        "template",
                        pods.of(process.name(), spec)));
    }

    private Map<String, Object> cronJob(String name) {
        Map<String, Object> spec = pods.spec("Never", STOP_SECONDS_OF_TIMER);
        spec.put("containers", List.of(container()));
        Map<String, Object> job = map("backoffLimit", 0, "template", pods.of(process.name(), spec));
        return map(
                "apiVersion",
                "batch/v1",
                "kind",
                "CronJob",
                "metadata",
                pods.metadata(name, process.name()),
                "spec",
                map(
                        "schedule",
                        process.schedule().orElseThrow(),
                        "concurrencyPolicy",
                        "Forbid",
                        "startingDeadlineSeconds",
                        MISSED,
                        "jobTemplate",
                        map("spec", job)));
    }

    private Map<String, Object> container() {
        return pods.container(process.name(), null, arguments());
    }

    /** Returns the command as arguments of the archive's tool, whose `run` has no word `python`. */
    private List<String> arguments() {
        List<String> words = process.command();
        boolean isPython = words.get(0).matches("python(3(\\.[0-9]+)?)?");
        List<String> arguments = new ArrayList<>(List.of("run"));
        arguments.addAll(isPython ? words.subList(1, words.size()) : words);
        return arguments;
    }
}
