package io.github.pywar.maven;

import io.github.pywar.app.source.SourceFolder;
import io.github.pywar.app.source.SourceFolder.Patterns;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.FileScope;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Provider;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;
import org.apache.maven.shared.filtering.MavenFilteringException;
import org.apache.maven.shared.filtering.MavenResourcesExecution;
import org.apache.maven.shared.filtering.MavenResourcesFiltering;
import org.codehaus.plexus.util.FileUtils;

/** Maven's resources as folders of sources; those with filtering go through Maven's own library first. */
final class FilteredResources {

    private final Provider<MavenResourcesFiltering> filtering;
    private final MavenProject project;
    private final MavenSession session;
    private final Path workFolder;
    private final FileScope scope;

    /**
     * @param filtering not asked for unless a resource needs it
     * @param scope what links in the resources may lead to
     */
    FilteredResources(
            Provider<MavenResourcesFiltering> filtering,
            MavenProject project,
            MavenSession session,
            Path workFolder,
            FileScope scope) {
        this.filtering = filtering;
        this.project = project;
        this.session = session;
        this.workFolder = workFolder;
        this.scope = scope;
    }

    List<SourceFolder> of(List<Resource> resources) throws IOException {
        FileUtils.deleteDirectory(workFolder.toFile());
        List<SourceFolder> folders = new ArrayList<>();
        for (Resource resource : resources) {
            folders.add(resource.isFiltering() ? filtered(resource, folders.size()) : plain(resource));
        }
        return folders;
    }

    private SourceFolder plain(Resource resource) {
        Patterns patterns = new Patterns(resource.getIncludes(), resource.getExcludes(), true);
        return new SourceFolder(directory(resource), label(resource), target(resource), patterns, scope);
    }

    private SourceFolder filtered(Resource resource, int number) throws IOException {
        // Maven's library follows every link: those out of the project are found before
        plain(resource).read(Progress.SILENT);
        Path folder = workFolder.resolve(Integer.toString(number));
        Resource here = resource.clone();
        here.setDirectory(directory(resource).toString());
        here.setTargetPath(null);
        try {
            filtering.get().filterResources(execution(here, folder));
        } catch (MavenFilteringException e) {
            throw UserException.of("Cannot filter the resources of `" + label(resource) + "`: " + e.getMessage());
        }
        return new SourceFolder(folder, label(resource), target(resource), Patterns.DEFAULT);
    }

    private MavenResourcesExecution execution(Resource resource, Path folder) {
        return new MavenResourcesExecution(
                List.of(resource), folder.toFile(), project, "UTF-8", List.of(), List.of(), session);
    }

    private Path directory(Resource resource) {
        if (resource.getDirectory() == null) {
            throw UserException.of("A <resource> names no <directory>");
        }
        return project.getBasedir()
                .toPath()
                .resolve(PathText.require(resource.getDirectory(), "<resources>"))
                .normalize();
    }

    private String label(Resource resource) {
        return label(project.getBasedir().toPath(), directory(resource));
    }

    /** @return the folder as a person calls it: relative to the project, if it lies in it */
    static String label(Path base, Path folder) {
        boolean inside = folder.startsWith(base) && !folder.equals(base);
        return (inside ? base.relativize(folder) : folder).toString().replace('\\', '/');
    }

    private static String target(Resource resource) {
        return resource.getTargetPath() == null ? "" : resource.getTargetPath();
    }
}
