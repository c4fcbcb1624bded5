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
 * What an index says of one project.
 *
 * @param name the project
 * @param files wheels and source distributions, in the page's order; other kinds are dropped
 * @param leftOut names of files that were there, but not asked for
 * @param status the project's marker (PEP 792) where it is not {@code active}; quarantined projects have no files
 * @param statusReason why, where the index says it
 * @param indexId the index's name in messages
 */
public record ProjectPage(
        PackageName name,
        List<DistributionFile> files,
        List<String> leftOut,
        Optional<String> status,
        Optional<String> statusReason,
        String indexId) {

    /** The fingerprint of no page. */
    static final String ABSENT = "-";

    public ProjectPage {
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
    }

    /** @return a page of these files */
    public static ProjectPage of(PackageName name, List<DistributionFile> files, String indexId) {
        return new ProjectPage(name, files, List.of(), Optional.empty(), Optional.empty(), indexId);
    }

    /** @return the page with only those files whose names are wanted */
    public ProjectPage keep(Predicate<String> wanted) {
        List<DistributionFile> kept = new ArrayList<>();
        List<String> others = new ArrayList<>(leftOut);
        for (DistributionFile file : files) {
            if (wanted.test(file.fileName())) {
                kept.add(file);
            } else {
                others.add(file.fileName());
            }
        }
        return new ProjectPage(name, kept, others, status, statusReason, indexId);
    }

    /** @return a text that is another one for every other page */
    String fingerprint() {
        StringBuilder all = new StringBuilder(name + "\n" + status + "\n" + statusReason + "\n" + leftOut + "\n");
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

    /** @return both pages' files; of two with the same name, this page's */
    public ProjectPage merge(ProjectPage other) {
        Map<String, DistributionFile> all = new LinkedHashMap<>();
        files.forEach(file -> all.putIfAbsent(file.fileName(), file));
        other.files.forEach(file -> all.putIfAbsent(file.fileName(), file));
        List<String> others = new ArrayList<>(leftOut);
        others.addAll(other.leftOut);
        return new ProjectPage(
                name,
                new ArrayList<>(all.values()),
                others,
                status.or(other::status),
                statusReason.or(other::statusReason),
                indexId);
    }
}
