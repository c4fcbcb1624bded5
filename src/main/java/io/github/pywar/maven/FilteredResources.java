package io.github.pywar.maven;

import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.source.SourceFolder.Patterns;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.apache.maven.shared.filtering.DefaultMavenFileFilter;
import org.apache.maven.shared.filtering.DefaultMavenResourcesFiltering;
import org.apache.maven.shared.filtering.MavenFilteringException;
import org.apache.maven.shared.filtering.MavenResourcesExecution;
import org.apache.maven.shared.filtering.MavenResourcesFiltering;
import org.codehaus.plexus.util.DirectoryScanner;
import org.codehaus.plexus.util.FileUtils;
import org.sonatype.plexus.build.incremental.BuildContext;
import org.sonatype.plexus.build.incremental.DefaultBuildContext;

/**
 * Maven's resources as source folders. Maven's own library filters those with {@code <filtering>}, with the filters and the
 * encoding of the build.
 */
final class FilteredResources {

    private final SourceParameters goal;
    private final MavenProject project;
    private final Path workFolder;
    private final Progress progress;
    private final FileScope scope;

    /**
     * @param workFolder folder for filtered copies; emptied first
     * @param scope folders that links in the resources may lead to
     */
    FilteredResources(SourceParameters goal, Path workFolder, Progress progress, FileScope scope) {
        this.goal = goal;
        this.project = goal.project();
        this.workFolder = workFolder;
        this.progress = progress;
        this.scope = scope;
    }

    /** Returns one source folder per resource, in their order. */
    List<SourceFolder> of(List<Resource> resources) throws IOException {
        FileUtils.deleteDirectory(workFolder.toFile());
        List<SourceFolder> folders = new ArrayList<>();
        for (Resource resource : resources) {
            folders.add(resource.isFiltering() ? filtered(resource, folders.size()) : plain(resource));
        }
        return folders;
    }

    private SourceFolder plain(Resource resource) {
        return new SourceFolder(directory(resource), label(resource), target(resource), patterns(resource), scope);
    }

    private static Patterns patterns(Resource resource) {
        return new Patterns(resource.getIncludes(), resource.getExcludes(), true);
    }

    private SourceFolder filtered(Resource resource, int number) throws IOException {
        // Maven's library follows every link, so links out of the project and links to secrets are found first
        Set<String> allowed = new SourceFolder(directory(resource), label(resource), "", patterns(resource), scope)
                .read(Progress.SILENT)
                .entries()
                .keySet();
        Path folder = workFolder.resolve(Integer.toString(number));
        Resource here = resource.clone();
        here.setDirectory(directory(resource).toString());
        here.setTargetPath(null);
        TextEncoding encoding = TextEncoding.of(goal.sourceEncoding());
        List<String> binary = Files.isDirectory(directory(resource)) ? binary(here, encoding) : List.of();
        try {
            filtering().filterResources(execution(split(here, binary), folder, encoding));
        } catch (MavenFilteringException e) {
            throw UserException.of("Cannot filter the resources in `" + label(resource) + "`: " + e.getMessage());
        }
        retain(folder, allowed);
        return new SourceFolder(folder, label(resource), target(resource), Patterns.DEFAULT);
    }

    /** Deletes copies that are not allowed: in the copy, a link to a secret has become an ordinary file. */
    private static void retain(Path folder, Set<String> allowed) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                if (!allowed.contains(folder.relativize(file).toString().replace('\\', '/'))) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Returns Maven's filtering, created here: as injected components, its parts would be loaded in every build. */
    private static MavenResourcesFiltering filtering() {
        BuildContext context = new DefaultBuildContext();
        return new DefaultMavenResourcesFiltering(new DefaultMavenFileFilter(context), context);
    }

    private MavenResourcesExecution execution(List<Resource> resources, Path folder, TextEncoding encoding) {
        return new MavenResourcesExecution(
                resources,
                folder.toFile(),
                project,
                encoding.name(),
                project.getBuild().getFilters(),
                goal.nonFilteredFileExtensions(),
                goal.session());
    }

    /** Returns the files that are not text in that encoding: filtering would fail or change their bytes. */
    private List<String> binary(Resource resource, TextEncoding encoding) throws IOException {
        List<String> binary = new ArrayList<>();
        MavenResourcesFiltering filtering = filtering();
        for (String name : names(resource)) {
            Path file = Path.of(resource.getDirectory()).resolve(name);
            if (isFilteredByName(file, filtering) && !encoding.isTextOf(file)) {
                binary.add(name);
            }
        }
        if (!binary.isEmpty()) {
            progress.warning("Not filtered, because not text in " + encoding.name() + ": `"
                    + String.join("`, `", binary).replace('\\', '/') + "` in " + label(resource)
                    + ". The encoding is project.build.sourceEncoding; list file types that are never filtered in"
                    + " <nonFilteredFileExtensions>");
        }
        return binary;
    }

    private static List<String> names(Resource resource) {
        DirectoryScanner scanner = new DirectoryScanner();
        scanner.setBasedir(resource.getDirectory());
        scanner.setIncludes(
                resource.getIncludes().isEmpty() ? null : resource.getIncludes().toArray(String[]::new));
        scanner.setExcludes(resource.getExcludes().toArray(String[]::new));
        scanner.addDefaultExcludes();
        scanner.scan();
        return Stream.of(scanner.getIncludedFiles()).sorted().toList();
    }

    private boolean isFilteredByName(Path file, MavenResourcesFiltering filtering) {
        return filtering.filteredFileExtension(file.getFileName().toString(), goal.nonFilteredFileExtensions());
    }

    /** Returns the resource without the binary files, and a second one that copies them unchanged. */
    private static List<Resource> split(Resource resource, List<String> binary) {
        if (binary.isEmpty()) {
            return List.of(resource);
        }
        Resource copied = resource.clone();
        copied.setFiltering(false);
        copied.setIncludes(binary);
        copied.setExcludes(List.of());
        Resource text = resource.clone();
        binary.forEach(text::addExclude);
        return List.of(text, copied);
    }

    private Path directory(Resource resource) {
        if (resource.getDirectory() == null) {
            throw UserException.of("A <resource> has no <directory>")
                    .hint("add it: <directory>src/main/resources/python</directory>");
        }
        return project.getBasedir()
                .toPath()
                .resolve(PathText.require(resource.getDirectory(), "<resources>"))
                .normalize();
    }

    private String label(Resource resource) {
        return ProjectScope.label(project.getBasedir().toPath(), directory(resource));
    }

    private static String target(Resource resource) {
        return resource.getTargetPath() == null ? "" : resource.getTargetPath();
    }
}
