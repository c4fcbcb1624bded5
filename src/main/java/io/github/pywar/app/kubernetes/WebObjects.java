package io.github.pywar.app.kubernetes;

import static io.github.pywar.app.kubernetes.YamlText.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects of the server: a Deployment that replaces no pod before the next one is ready, and its Service. */
record WebObjects(PodTemplate pods) {

    static final String COMPONENT = "web";

    /** Seconds in which the cluster takes the pod out of its Service, before the server gets SIGTERM. */
    private static final int DRAIN = 5;

    /** Seconds in which the server answers accepted requests, see {@code commands/graceful.py}; some more to end. */
    private static final int GRACEFUL = 30 + 10;

    List<Map<String, Object>> all() {
        List<Map<String, Object>> objects = new ArrayList<>(List.of(deployment(), service()));
        if (pods.settings().replicas() > 1) {
            objects.add(disruptionBudget());
        }
        return objects;
    }

    private Map<String, Object> deployment() {
        Map<String, Object> spec = pods.spec("Always", DRAIN + GRACEFUL);
        spec.put("containers", List.of(container()));
        return map(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                pods.metadata(pods.application(), COMPONENT),
                "spec",
                map(
                        "replicas",
                        pods.settings().replicas(),
                        "revisionHistoryLimit",
                        5,
                        "strategy",
                        map("type", "RollingUpdate", "rollingUpdate", map("maxUnavailable", 0, "maxSurge", 1)),
                        "selector",
                        map("matchLabels", pods.selector(COMPONENT)),
                        "template",
                        pods.of(COMPONENT, spec)));
    }

    private Map<String, Object> container() {
        int port = pods.settings().port();
        Map<String, Object> container = pods.container(COMPONENT, null, List.of("serve", "--bind", "0.0.0.0:" + port));
        container.put("ports", List.of(map("name", "http", "containerPort", port)));
        container.put("startupProbe", page(2, 60));
        container.put("readinessProbe", page(5, 3));
        // a page needs a database: restarting all pods does not repair one
        container.put("livenessProbe", map("tcpSocket", map("port", "http"), "periodSeconds", 10, "timeoutSeconds", 5));
        container.put("lifecycle", map("preStop", map("sleep", map("seconds", DRAIN))));
        return container;
    }

    private Map<String, Object> page(int period, int failures) {
        ClusterSettings settings = pods.settings();
        List<Map<String, Object>> headers = settings.probeHost()
                .map(host -> List.of(map("name", "Host", "value", host)))
                .orElse(null);
        return map(
                "httpGet",
                map("path", settings.probePath(), "port", "http", "httpHeaders", headers),
                "periodSeconds",
                period,
                "timeoutSeconds",
                5,
                "failureThreshold",
                failures);
    }

    private Map<String, Object> service() {
        return map(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "metadata",
                pods.metadata(pods.application(), COMPONENT),
                "spec",
                map(
                        "selector",
                        pods.selector(COMPONENT),
                        "ports",
                        List.of(map("name", "http", "port", 80, "targetPort", "http"))));
    }

    private Map<String, Object> disruptionBudget() {
        return map(
                "apiVersion",
                "policy/v1",
                "kind",
                "PodDisruptionBudget",
                "metadata",
                pods.metadata(pods.application(), COMPONENT),
                "spec",
                map("maxUnavailable", 1, "selector", map("matchLabels", pods.selector(COMPONENT))));
    }
}
