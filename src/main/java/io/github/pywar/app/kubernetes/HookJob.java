package io.github.pywar.app.kubernetes;

import static io.github.pywar.app.kubernetes.YamlText.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Job with the hooks of `pre-deploy`, such as migrations: one container after the other. Its name has the id of the build,
 * because a Job cannot be changed.
 *
 * @param root folder of the application in the image
 * @param hooks paths in the archive, in their order
 */
record HookJob(PodTemplate pods, String root, List<String> hooks) {

    static final String COMPONENT = "migrate";

    /** A migration has no time limit, but a pod that ends gets some time to undo a transaction. */
    private static final int STOP_SECONDS = 60;

    /** Seconds after which the cluster removes the Job. */
    private static final int KEPT = 7 * 24 * 3600;

    Map<String, Object> object() {
        Map<String, Object> spec = pods.spec("Never", STOP_SECONDS);
        List<Map<String, Object>> containers = new ArrayList<>();
        for (String hook : hooks) {
            containers.add(container(hook, "hook-" + containers.size()));
        }
        int last = containers.size() - 1;
        if (last > 0) {
            spec.put("initContainers", containers.subList(0, last));
        }
        spec.put("containers", containers.subList(last, last + 1));
        return map(
                "apiVersion",
                "batch/v1",
                "kind",
                "Job",
                "metadata",
                pods.metadata(pods.application() + "-" + COMPONENT + "-" + pods.build(), COMPONENT),
                "spec",
                map(
                        "backoffLimit",
                        0, // a hook that has failed may have done a part of its work
                        "ttlSecondsAfterFinished",
                        KEPT,
                        "template",
                        pods.of(COMPONENT, spec)));
    }

    private Map<String, Object> container(String hook, String name) {
        String path = root + "/" + hook;
        Map<String, Object> container = hook.endsWith(".py")
                ? pods.container(name, null, List.of("run", path))
                : pods.container(name, List.of("/bin/sh"), List.of("-c", withScripts(), path));
        container.put(
                "env",
                List.of(
                        map("name", "HOME", "value", "/tmp"),
                        map("name", "PYWAR_RELEASE", "value", root),
                        map("name", "PYWAR_NAME", "value", pods.application()),
                        map("name", "PYWAR_VERSION", "value", pods.version()),
                        map("name", "PYWAR_PHASE", "value", "pre-deploy")));
        container.put("workingDir", root + "/app");
        return container;
    }

    /** Returns a command that runs the hook with the archive's scripts, such as `django-admin`, last on its PATH. */
    private String withScripts() {
        return "PATH=\"$PATH:" + root + "/bin\" exec /bin/sh \"$0\"";
    }
}
