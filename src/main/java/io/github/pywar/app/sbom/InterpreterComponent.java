package io.github.pywar.app.sbom;

import io.github.pywar.app.archive.ArchiveManifest;
import io.github.pywar.app.spec.ProjectCoordinates;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Component of the interpreter in or beside an archive.
 *
 * @param runtime its description in the manifest
 * @param python version of the target
 */
record InterpreterComponent(ArchiveManifest.Runtime runtime, String python) {

    private static final String REF = "interpreter";

    /** Returns the component. A file of the build machine has no package URL, and the version of the target. */
    Component component() {
        Optional<ProjectCoordinates> artifact = artifact();
        Component.Identity identity = new Component.Identity(
                "platform",
                artifact.map(ProjectCoordinates::groupId).orElse(""),
                artifact.map(ProjectCoordinates::artifactId).orElse("cpython"),
                artifact.map(ProjectCoordinates::version).orElse(python),
                "Python interpreter of the archive",
                artifact.map(one -> PackageUrl.ofMaven(one, type())).orElse(""));
        Map<String, String> properties = new TreeMap<>(Map.of("pywar:interpreter", runtime.artifact()));
        if (runtime.file() != null) {
            properties.put("pywar:file", runtime.file());
        }
        return Component.of(REF, identity)
                .hashed(Map.of("SHA-256", runtime.sha256()))
                .with(properties);
    }

    /** Maven coordinates are {@code groupId:artifactId:version[:classifier]:type}. */
    private Optional<ProjectCoordinates> artifact() {
        String[] parts = runtime.artifact().split(":");
        if (parts.length < 4 || parts.length > 5 || Arrays.stream(parts).anyMatch(String::isBlank)) {
            return Optional.empty();
        }
        Optional<String> classifier = parts.length == 5 ? Optional.of(parts[3]) : Optional.empty();
        return Optional.of(new ProjectCoordinates(parts[0], parts[1], parts[2], classifier));
    }

    private String type() {
        return runtime.artifact().substring(runtime.artifact().lastIndexOf(':') + 1);
    }
}
