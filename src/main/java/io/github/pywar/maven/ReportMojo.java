package io.github.pywar.maven;

import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojoExecutionException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;

/**
 * Writes a page about the archive: its packages with their sizes and licences, why each is there, and what the system must
 * have. With several targets, each has a page. In {@code <reporting>}, {@code mvn site} links the first page.
 *
 * @since 1.0.0
 */
@Mojo(name = "report", threadSafe = true)
public final class ReportMojo extends AbstractAppMojo implements MavenReport {

    private static final String NAME = "pywar-report";

    /**
     * Folder of the page {@code pywar-report.html}.
     *
     * <p>Default: {@code target/site}. Example: {@code -Dpywar.reportDirectory=target/reports}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.reportDirectory", defaultValue = "${project.reporting.outputDirectory}")
    private File reportDirectory;

    @Inject
    ReportMojo(MavenServices services) {
        super(services);
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(Progress progress) throws IOException {
        new TargetReports(reportDirectory.toPath(), NAME).write(new PomReader(this).targets(progress), progress);
    }

    /** Generates the page for a site plugin with Doxia 1. */
    @Override
    @SuppressWarnings("deprecation")
    public void generate(org.codehaus.doxia.sink.Sink sink, Locale locale) throws MavenReportException {
        generate();
    }

    /** Generates the page for a site plugin with Doxia 2, whose interface has this method instead. */
    public void generate(org.apache.maven.doxia.sink.Sink sink, Locale locale) throws MavenReportException {
        generate();
    }

    private void generate() throws MavenReportException {
        try {
            new BuildConfiguration(session, project, execution).applyTo(this);
            execute();
        } catch (AbstractMojoExecutionException | ComponentConfigurationException e) {
            throw new MavenReportException(e.getMessage(), e);
        }
    }

    @Override
    public String getOutputName() {
        return NAME;
    }

    @Override
    public String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public String getName(Locale locale) {
        return "Archive";
    }

    @Override
    public String getDescription(Locale locale) {
        return "Packages of the archive, their sizes and licences, and why each is there.";
    }

    @Override
    public void setReportOutputDirectory(File folder) {
        reportDirectory = folder;
    }

    @Override
    public File getReportOutputDirectory() {
        return reportDirectory;
    }

    @Override
    public boolean isExternalReport() {
        return true;
    }

    /** Without an archive there is no page, so the site must not link it. */
    @Override
    public boolean canGenerateReport() {
        return ProjectArchive.isBuiltBy(project, execution.getPlugin());
    }
}
