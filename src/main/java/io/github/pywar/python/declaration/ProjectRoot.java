package io.github.pywar.python.declaration;

import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Placeholders for the folder of a project in the URLs of requirements: {@code PROJECT_ROOT} of PDM, {@code root:uri} of
 * Hatch.
 *
 * @param folder of the project
 */
public record ProjectRoot(Path folder) {

    /** Returns the requirement with the folder in place of a placeholder, and a slash at the end of the URL of a folder. */
    public DeclaredRequirement expand(DeclaredRequirement declared) {
        Requirement requirement = declared.requirement();
        Optional<String> url = requirement.url().map(this::expand);
        if (url.equals(requirement.url())) {
            return declared;
        }
        Requirement expanded = Requirement.direct(
                requirement.name(),
                requirement.extras(),
                url.orElseThrow(),
                requirement.marker().orElse(null));
        return new DeclaredRequirement(expanded, declared.location(), declared.hashes());
    }

    private String expand(String url) {
        for (String placeholder : new String[] {"file:///${PROJECT_ROOT}", "file://${PROJECT_ROOT}", "{root:uri}"}) {
            if (url.startsWith(placeholder)) {
                return ofFile(url.substring(placeholder.length()));
            }
        }
        return url;
    }

    private String ofFile(String rest) {
        String root = folder.toAbsolutePath().toUri().toString().replaceFirst("/$", "");
        String url = root + rest;
        try {
            boolean isFolder = !rest.endsWith("/")
                    && Files.isDirectory(
                            folder.resolve(rest.replaceFirst("^/", "").replaceFirst("[#?].*", "")));
            return isFolder && !rest.contains("#") ? url + "/" : url;
        } catch (InvalidPathException e) {
            return url;
        }
    }
}
