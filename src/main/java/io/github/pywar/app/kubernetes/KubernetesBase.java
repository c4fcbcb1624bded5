package io.github.pywar.app.kubernetes;

import static io.github.pywar.app.kubernetes.YamlText.map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.pywar.app.archive.ArchiveLayout;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.app.process.ProcessType;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.ByteSource;
import io.github.pywar.base.file.FileTree;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;

/**
 * Base of Kustomize for an archive: the server, its workers and timers, and in {@code migrate/} the Job that runs before
 * them.
 *
 * @param archive with its manifest
 * @param settings declared settings
 */
public record KubernetesBase(BuiltArchive archive, ClusterSettings settings) {

    private static final int MAX_NAME = 40;

    private static final Map<String, String> ARCHITECTURES =
            Map.of("x86_64", "amd64", "aarch64", "arm64", "armv7l", "arm", "i686", "386");

    /**
     * Returns the files.
     *
     * @param progress receives a warning for each hook that the Job does not run, and for an image without a registry
     * @throws UserException if the archive has no server, or is not for Linux
     */
    public FileTree files(Progress progress) throws IOException {
        checkServer();
        warnOfRegistry(progress);
        PodTemplate pods = pods();
        FileTree.Builder files = FileTree.builder("pywar:kubernetes");
        Map<String, Map<String, Object>> processes = new TreeMap<>();
        for (ProcessType process : processes()) {
            processes.put(
                    (process.isTimer() ? "timer-" : "worker-") + process.name() + ".yaml",
                    new ProcessObjects(pods, process).object());
        }
        add(files, "web.yaml", new WebObjects(pods).all());
        processes.forEach((name, object) -> add(files, name, List.of(object)));
        List<String> resources = new ArrayList<>(List.of("web.yaml"));
        resources.addAll(processes.keySet());
        add(files, "kustomization.yaml", List.of(kustomization(pods, resources)));
        List<String> hooks = hooks(progress);
        if (!hooks.isEmpty()) {
            add(files, "migrate/job.yaml", List.of(new HookJob(pods, "/opt/" + name(), hooks).object()));
            add(files, "migrate/kustomization.yaml", List.of(kustomization(pods, List.of("job.yaml"))));
        }
        return files.build();
    }

    private static void add(FileTree.Builder files, String path, List<Map<String, Object>> documents) {
        files.add(path, ByteSource.of(YamlText.of(documents)), false);
    }

    private Map<String, Object> kustomization(PodTemplate pods, List<String> resources) {
        return map(
                "apiVersion",
                "kustomize.config.k8s.io/v1beta1",
                "kind",
                "Kustomization",
                "resources",
                resources,
                "images",
                List.of(ImageReference.parse(settings.image()).replacing(pods.application())));
    }

    private String name() {
        return archive.manifest().path("name").asText();
    }

    private PodTemplate pods() {
        String name =
                name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[0-9-]+|-+$", "");
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw UserException.of("`" + name() + "` cannot be the name of an object in Kubernetes: it needs 1 to "
                            + MAX_NAME + " letters, digits and hyphens")
                    .hint("choose another <artifactId>, which is the name of the application");
        }
        return new PodTemplate(
                name, archive.manifest().path("version").asText(), archive.buildId(), architecture(), settings);
    }

    private String architecture() {
        String platform = archive.target().path("platform").asText();
        String machine = platform.replaceFirst("^linux-", "");
        if (machine.equals(platform)) {
            throw UserException.of("`" + archive.name() + "` is for `" + platform + "`, and containers run on Linux")
                    .hint("add a target for Linux");
        }
        return ARCHITECTURES.getOrDefault(machine, machine);
    }

    private void checkServer() {
        if (!archive.canServe()) {
            throw UserException.of("`" + archive.name() + "` contains no server, which the pods would start")
                    .hint("remove <server>none</server>, or require a server: waitress, gunicorn, cheroot, uvicorn");
        }
    }

    private void warnOfRegistry(Progress progress) {
        if (!ImageReference.parse(settings.image()).hasRegistry()) {
            String image = settings.image();
            String proposed = image.contains("/") ? image : "team/" + image;
            progress.warning("The image `" + image + "` has no registry: a cluster searches it at its default"
                    + " registry. Declare <imageName>registry.example.org/" + proposed + "</imageName>");
        }
    }

    private List<ProcessType> processes() {
        return StreamSupport.stream(archive.manifest().path("processes").spliterator(), false)
                .map(KubernetesBase::process)
                .toList();
    }

    private static ProcessType process(JsonNode one) {
        List<String> words = StreamSupport.stream(one.path("command").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return new ProcessType(
                one.path("name").asText(),
                words,
                one.path("instances").asInt(1),
                one.path("stopSeconds").asInt(),
                Optional.ofNullable(one.path("schedule").asText(null)));
    }

    /** Returns the hooks that the Job runs, sorted as a deployment runs them. */
    private List<String> hooks(Progress progress) throws IOException {
        List<String> run = new ArrayList<>();
        try (ZipFile zip = new ZipFile(archive.file().toFile())) {
            for (String path :
                    zip.stream().map(entry -> entry.getName()).sorted().toList()) {
                if (path.matches(ArchiveLayout.HOOKS + "/pre-deploy/[^/]+\\.(py|sh)")) {
                    run.add(path);
                } else if (path.matches(ArchiveLayout.HOOKS + "/[^/]+/[^/]+\\.(py|sh|sql)")) {
                    progress.warning("`" + path
                            + "` is not in the Job of Kubernetes, which runs the .py and .sh hooks of" + " pre-deploy");
                }
            }
        }
        return run;
    }
}
