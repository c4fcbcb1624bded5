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

/** Where the symbolic links of a {@link SourceFolder} lead. */
final class SourceLinks {

    /** Links to folders with links to folders multiply; no real project has a hundredth of this. */
    private static final int MOST = 5_000;

    /** What is imported or run: without it the application fails, so a link to nothing is no detail. */
    private static final Pattern CODE = Pattern.compile("(?i).*\\.(py|pyi|so|pyd|sh|sql)");

    private final FileScope scope;
    private final String label;
    private final Globs secrets;
    private final TreeSet<String> dangling = new TreeSet<>();
    private int followed;

    /**
     * @param label what a message calls the folder
     * @param defaults whether links to files that may be secret are left out
     */
    SourceLinks(FileScope scope, String label, boolean defaults) {
        this.scope = scope;
        this.label = label;
        this.secrets = Globs.ofAnyCase(defaults ? DefaultExcludes.SECRET_TARGETS : List.of());
    }

    /**
     * Where a link leads.
     *
     * @param real without links; empty where there is nothing
     * @param isSecret whether the target may be a secret, by its name
     */
    record Target(Optional<Path> real, boolean isSecret) {

        Optional<Path> folder() {
            return real.filter(Files::isDirectory);
        }

        Optional<Path> file() {
            return real.filter(path -> !Files.isDirectory(path));
        }
    }

    /** @return the names of links to nothing, which are left out */
    TreeSet<String> dangling() {
        return dangling;
    }

    /**
     * Follows a link.
     *
     * @param name of the link, in the folder
     * @param above the folders that have the links by which the walk came here
     * @throws UserException if it leads out of the scope, to a folder that it is in, or to nothing where code is expected
     */
    Target target(String name, Path link, List<Path> above) throws IOException {
        if (++followed > MOST) {
            throw fault(name, "it is one of more than " + MOST + " links").hint("name them in <excludes>");
        }
        Optional<Path> real = real(name, link);
        if (real.isPresent() && isCircle(link.getParent(), above, real.get())) {
            throw fault(name, "it is a link to a folder that it lies in").hint("name it in <excludes>");
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
                    .hint("copy what it leads to into the project, or name the link in <excludes>");
        } catch (NoSuchFileException e) {
            if (CODE.matcher(name).matches()) {
                throw fault(name, "it is a link to `" + Files.readSymbolicLink(link) + "`, which is not there")
                        .hint("remove the link, or name it in <excludes>");
            }
            dangling.add(name);
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw fault(name, "no permission").hint("give the user of this build the right to read it");
        } catch (FileSystemException e) {
            throw fault(name, "it is a link that leads to itself").hint("remove the link, or name it in <excludes>");
        }
    }

    private UserException fault(String name, String why) {
        return UserException.of("Cannot read `" + name + "` of " + label + ": " + why);
    }
}
