package io.github.pywar.python.resolve;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.http.UnauthorizedException;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.python.index.DistributionFile;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Wheels that the resolver skipped because of the files themselves: they are damaged, belong to another project or
 * version, or the server forbids them. Not safe for several threads.
 */
final class SkippedFiles {

    private final Map<DistributionFile, Skipped> all = new LinkedHashMap<>();

    private record Skipped(PackageName name, Version version, DistributionFile file, UserException fault) {

        String warning() {
            String reason = Credentials.redact(fault.what().replaceAll("\\s*\n\\s*", " "));
            return "`" + name + "` " + version + " is skipped, because `" + file.fileName() + "` of index `"
                    + file.indexId() + "` cannot be used: " + reason;
        }
    }

    void add(PackageName name, Version version, DistributionFile file, UserException fault) {
        all.putIfAbsent(file, new Skipped(name, version, file, fault));
    }

    /**
     * Returns one error for all forbidden files. The resolver reports a policy of a server; it never works around it.
     */
    Optional<UserException> forbidden() {
        List<UnauthorizedException> forbidden = new ArrayList<>();
        for (Skipped one : all.values()) {
            if (one.fault() instanceof UnauthorizedException refused) {
                forbidden.add(refused);
            }
        }
        return forbidden.isEmpty() ? Optional.empty() : Optional.of(UnauthorizedException.ofFiles(forbidden));
    }

    /** Returns a warning for each skipped file of a chosen project. */
    List<String> warnings(Map<Project, Version> chosen) {
        List<String> warnings = new ArrayList<>();
        for (Skipped one : all.values()) {
            if (chosen.containsKey(Project.of(one.name()))) {
                warnings.add(one.warning());
            }
        }
        return warnings;
    }
}
