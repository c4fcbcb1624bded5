package io.github.pywar.maven;

import io.github.pywar.app.ansible.AnsibleCollection;
import io.github.pywar.app.ansible.CollectionName;
import io.github.pywar.app.ansible.CollectionWriter;
import io.github.pywar.app.check.BuiltArchive;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes an Ansible collection that deploys the archive to several hosts: one host after the other, out of the load
 * balancer meanwhile, until the first one that fails. The collection is a folder in {@code target/ansible}, and is
 * attached as a {@code tar.gz} with the classifier {@code ansible}.
 *
 * @since 1.0.0
 */
@Mojo(name = "ansible", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class AnsibleMojo extends AbstractPywarMojo {

    private static final String CLASSIFIER = "ansible";

    /**
     * Namespace of the collection.
     *
     * <p>Default: the group id, with {@code _} in place of other characters. Example: {@code
     * <ansibleNamespace>example</ansibleNamespace>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.ansibleNamespace")
    private String ansibleNamespace;

    /**
     * Name of the collection.
     *
     * <p>Default: the artifact id, with {@code _} in place of other characters. Example: {@code
     * <ansibleName>web_shop</ansibleName>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.ansibleName")
    private String ansibleName;

    /**
     * Whether the collection contains the archive. Without it, the hosts download the archive from the Maven repository
     * {@code pywar_repository}, or the controller has it in {@code pywar_archive}.
     *
     * <p>Default: {@code true}. Example: {@code -Dpywar.ansibleArchive=false}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.ansibleArchive", defaultValue = "true")
    private boolean ansibleArchive;

    @Parameter(defaultValue = "${project.build.directory}/ansible", readonly = true)
    private File folder;

    private final MavenServices services;

    @Inject
    AnsibleMojo(MavenServices services) {
        this.services = services;
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(Progress progress) throws IOException {
        BuiltArchive archive = BuiltArchive.open(ProjectArchive.onlyOf(project));
        CollectionName name = CollectionName.of(
                value(ansibleNamespace), value(ansibleName), project.getGroupId(), project.getArtifactId());
        Path packed = Path.of(
                project.getBuild().getDirectory(), project.getBuild().getFinalName() + "-" + CLASSIFIER + ".tar.gz");
        new CollectionWriter(progress)
                .write(new AnsibleCollection(name, archive, ansibleArchive), folder.toPath(), packed);
        services.projects().attachArtifact(project, "tar.gz", CLASSIFIER, packed.toFile());
    }
}
