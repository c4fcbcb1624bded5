package io.github.pywar.python.index;

import io.github.pywar.base.file.Sha256;
import io.github.pywar.python.name.PackageName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Page of one project in an index.
 *
 * @param name the project
 * @param files wheels and source distributions, in the page's order
 * @param otherFiles names of the files that a filter removed
 * @param status the project's marker (PEP 792) if it is not {@code active}; a project in quarantine has no files
 * @param statusReason reason of the status, if the index has one
 * @param indexId the index's name in messages
 */
public record ProjectPage(
        PackageName name,
        List<DistributionFile> files,
        List<String> otherFiles,
        Optional<String> status,
        Optional<String> statusReason,
        String indexId) {

    /** Fingerprint of a missing page. */
    static final String ABSENT = "-";

    public ProjectPage {
        files = List.copyOf(files);
        otherFiles = List.copyOf(otherFiles);
    }

    /** @return a page of these files */
    public static ProjectPage of(PackageName name, List<DistributionFile> files, String indexId) {
        return new ProjectPage(name, files, List.of(), Optional.empty(), Optional.empty(), indexId);
    }

    /** @return the page with only the files with these names */
    public ProjectPage filter(Predicate<String> fileNames) {
        List<DistributionFile> kept = new ArrayList<>();
        List<String> others = new ArrayList<>(otherFiles);
        for (DistributionFile file : files) {
            if (fileNames.test(file.fileName())) {
                kept.add(file);
            } else {
                others.add(file.fileName());
            }
        }
        return new ProjectPage(name, kept, others, status, statusReason, indexId);
    }

    /** @return a text that changes with the page */
    String fingerprint() {
        StringBuilder all = new StringBuilder(name + "\n" + status + "\n" + statusReason + "\n" + otherFiles + "\n");
        for (DistributionFile file : files) {
            all.append(file.fileName())
                    .append('\n')
                    .append(file.url())
                    .append('\n')
                    .append(file.hashes());
            all.append(file.requiresPython()).append(file.size()).append(file.uploaded());
            all.append(file.yanked())
                    .append(file.coreMetadata())
                    .append(file.indexId())
                    .append('\n');
        }
        return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }

    /** @return the files of both pages; of two with the same name, this page's */
    public ProjectPage merge(ProjectPage other) {
        Map<String, DistributionFile> all = new LinkedHashMap<>();
        files.forEach(file -> all.putIfAbsent(file.fileName(), file));
        other.files.forEach(file -> all.putIfAbsent(file.fileName(), file));
        List<String> others = new ArrayList<>(otherFiles);
        others.addAll(other.otherFiles);
        return new ProjectPage(
                name,
                new ArrayList<>(all.values()),
                others,
                status.or(other::status),
                statusReason.or(other::statusReason),
                indexId);
    }
}
