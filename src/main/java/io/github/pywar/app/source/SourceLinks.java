package io.github.pywar.app.source;

import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.Globs;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Symbolic links of a {@link SourceFolder}, and their targets. */
final class SourceLinks {

    /** Links to folders that contain links multiply the files. No real project has a hundredth of this. */
    private static final int MAX_LINKS = 5_000;

    /** Files that are imported or run. Without one the application fails, so a dangling link to it is an error. */
    private static final Pattern CODE = Pattern.compile("(?i).*\\.(py|pyi|so|pyd|sh|sql)");

    private final FileScope scope;
    private final String label;
    private final Globs secrets;
    private final TreeSet<String> dangling = new TreeSet<>();
    private int followed;

    /**
     * @param label name of the folder in messages
     * @param defaults whether links to possible secrets are excluded
     */
    SourceLinks(FileScope scope, String label, boolean defaults) {
        this.scope = scope;
        this.label = label;
        this.secrets = Globs.ofAnyCase(defaults ? DefaultExcludes.SECRET_TARGETS : List.of());
    }

    /**
     * Target of a link.
     *
     * @param real path without links; empty for a dangling link
     * @param isSecret whether the name of the target is that of a possible secret
     */
    record Target(Optional<Path> real, boolean isSecret) {

        Optional<Path> folder() {
            return real.filter(Files::isDirectory);
        }

        Optional<Path> file() {
            return real.filter(path -> !Files.isDirectory(path));
        }
    }

    /** Returns the names of dangling links, which are excluded. */
    TreeSet<String> dangling() {
        return dangling;
    }

    /**
     * Follows a link.
     *
     * @param name of the link, in the folder
     * @param above folders of the links that led here
     * @throws UserException if the link leads out of the scope or to a folder that contains it, or is a dangling link to
     *     code
     */
    Target target(String name, Path link, List<Path> above) throws IOException {
        if (++followed > MAX_LINKS) {
            throw fault(name, "there are more than " + MAX_LINKS + " links").hint("exclude them: <excludes>");
        }
        Optional<Path> real = real(name, link);
        if (real.isPresent() && isCircle(link.getParent(), above, real.get())) {
            throw fault(name, "it is a link to a folder that contains it").hint("exclude it: <excludes>");
        }
        boolean isSecret =
                real.filter(path -> secrets.matches(scope.name(path))).isPresent();
        return new Target(real, isSecret);
    }

    private static boolean isCircle(Path owner, List<Path> above, Path target) {
        return owner.startsWith(target) || above.stream().anyMatch(folder -> folder.startsWith(target));
    }

    private Optional<Path> real(String name, Path link) throws IOException {
        try {
            return Optional.of(scope.real(link, name));
        } catch (UserException e) {
            throw UserException.of("Cannot read `" + name + "` of " + label + ": " + e.what())
                    .hint("copy the link's target into the project, or exclude the link: <excludes>");
        } catch (NoSuchFileException e) {
            if (CODE.matcher(name).matches()) {
                throw fault(name, "it is a link to `" + Files.readSymbolicLink(link) + "`, which does not exist")
                        .hint("remove the link, or exclude it: <excludes>");
            }
            dangling.add(name);
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw fault(name, "permission denied").hint("give the user of this build permission to read it");
        } catch (FileSystemException e) {
            throw fault(name, "it is a link that leads to itself").hint("remove the link, or exclude it: <excludes>");
        }
    }

    private UserException fault(String name, String why) {
        return UserException.of("Cannot read `" + name + "` of " + label + ": " + why);
    }
}
