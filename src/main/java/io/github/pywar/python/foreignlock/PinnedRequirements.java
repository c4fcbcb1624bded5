package io.github.pywar.python.foreignlock;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.PathText;
import io.github.pywar.python.requirement.DeclaredRequirement;
import io.github.pywar.python.requirement.Requirement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Conversion of locked packages to pinned requirements.
 *
 * @param format of the lock
 * @param folder of the lock, which paths are relative to
 * @param scope folders that paths may lead to
 */
record PinnedRequirements(ForeignLockFormat format, Path folder, FileScope scope) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{40}|[0-9a-fA-F]{64}");
    private static final Pattern SCP = Pattern.compile("([^@/:]+@[^:/]+):(.+)");

    /** @throws UserException if a package is not pinned, or is a path outside of the project */
    DeclaredRequirement pin(GraphPackage one) throws IOException {
        return new DeclaredRequirement(requirement(one), one.location(), one.hashes());
    }

    private Requirement requirement(GraphPackage one) throws IOException {
        GraphSource source = one.source();
        return switch (source.kind()) {
            case INDEX ->
                Requirement.parse(
                        one.name() + "==" + one.version().orElseThrow(() -> unpinned(one, "it has no version")));
            case GIT -> direct(one, repository(one) + subdirectory(source));
            case URL -> direct(one, source.location() + (source.location().contains("#") ? "" : subdirectory(source)));
            case FILE, FOLDER -> direct(one, path(one).toUri().toString());
        };
    }

    private static Requirement direct(GraphPackage one, String url) {
        return Requirement.direct(one.name(), List.of(), url, null);
    }

    private String repository(GraphPackage one) {
        GraphSource source = one.source();
        if (!COMMIT.matcher(source.commit()).matches()) {
            throw unpinned(one, "its revision `" + source.commit() + "` is not a full commit");
        }
        String url = SCP.matcher(source.location()).replaceFirst("ssh://$1/$2");
        return (url.startsWith("git+") ? "" : "git+") + url + "@" + source.commit();
    }

    private static String subdirectory(GraphSource source) {
        return source.subdirectory().isEmpty() || source.subdirectory().equals(".")
                ? ""
                : "#subdirectory=" + source.subdirectory();
    }

    private Path path(GraphPackage one) throws IOException {
        String text = one.source().location();
        Path path = path(text, one);
        if (!Files.exists(path)) {
            throw UserException.of("`" + PathText.shown(text) + "` does not exist\n    required by: " + one.label())
                    .hint(format.lockAgain());
        }
        scope.real(path, text);
        return path;
    }

    private Path path(String text, GraphPackage one) {
        try {
            return folder.resolve(text.startsWith("file:") ? Path.of(URI.create(text)) : Path.of(text))
                    .toAbsolutePath()
                    .normalize();
        } catch (IllegalArgumentException invalid) {
            throw unpinned(one, "`" + PathText.shown(text) + "` is not a path");
        }
    }

    private UserException unpinned(GraphPackage one, String why) {
        return UserException.of(one.label() + " is not pinned: " + why).hint(format.lockAgain());
    }
}
