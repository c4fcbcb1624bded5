package io.github.pywar.app.kubernetes;

import static io.github.pywar.app.kubernetes.YamlText.map;

import java.util.List;
import java.util.Map;

/**
 * Parts that all pods of an application have. Their processes run as a user without rights, in a read-only file system
 * with a writable /tmp.
 *
 * @param application name of all objects
 * @param version of the application
 * @param build id of the archive: pods are replaced if it changes, also with an image of the same name
 * @param architecture of the archive's platform, as Kubernetes names it
 * @param settings declared settings
 */
record PodTemplate(String application, String version, String build, String architecture, ClusterSettings settings) {

    /** Characters of a label's value, which begins and ends with a letter or a digit. */
    private static final int MAX_LABEL = 63;

    /** Labels that select the pods of one component. */
    Map<String, Object> selector(String component) {
        return map("app.kubernetes.io/name", application, "app.kubernetes.io/component", component);
    }

    Map<String, Object> labels(String component) {
        Map<String, Object> labels = selector(component);
        String text = version.replaceAll("[^A-Za-z0-9._-]", "-");
        String value = text.substring(0, Math.min(text.length(), MAX_LABEL)).replaceAll("^[._-]+|[._-]+$", "");
        labels.put("app.kubernetes.io/version", value);
        return labels;
    }

    /** Returns the metadata of an object. */
    Map<String, Object> metadata(String name, String component) {
        return map("name", name, "labels", labels(component));
    }

    /** Returns the template of pods with these containers. */
    Map<String, Object> of(String component, Map<String, Object> spec) {
        return map(
                "metadata",
                map("labels", labels(component), "annotations", map("io.github.pywar/build", build)),
                "spec",
                spec);
    }

    /** Returns the specification of a pod, to which a caller adds its containers. */
    Map<String, Object> spec(String restartPolicy, int stopSeconds) {
        return map(
                "automountServiceAccountToken",
                false,
                "enableServiceLinks",
                false,
                "restartPolicy",
                restartPolicy,
                "terminationGracePeriodSeconds",
                stopSeconds,
                "nodeSelector",
                map("kubernetes.io/os", "linux", "kubernetes.io/arch", architecture),
                "securityContext",
                map(
                        "runAsNonRoot",
                        true,
                        "runAsUser",
                        settings.userId(),
                        "runAsGroup",
                        settings.groupId(),
                        "seccompProfile",
                        map("type", "RuntimeDefault")),
                "volumes",
                List.of(map("name", "tmp", "emptyDir", map())));
    }

    /**
     * Returns a container.
     *
     * @param command replaces the command of the image; null to keep it
     * @param arguments of the archive's tool, or of the command
     */
    Map<String, Object> container(String name, List<String> command, List<String> arguments) {
        return map(
                "name",
                name,
                "image",
                application,
                "command",
                command,
                "args",
                arguments,
                "env",
                List.of(map("name", "HOME", "value", "/tmp")),
                "envFrom",
                List.of(map("secretRef", map("name", application + "-env", "optional", true))),
                "securityContext",
                map(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        map("drop", List.of("ALL"))),
                "volumeMounts",
                List.of(map("name", "tmp", "mountPath", "/tmp")));
    }
}
