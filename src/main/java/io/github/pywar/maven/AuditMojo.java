package io.github.pywar.maven;

import io.github.pywar.app.audit.AuditApp;
import io.github.pywar.base.progress.Progress;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Compares the packages of the archive, or of the lock if this run of Maven builds no archive, with advisories about
 * vulnerabilities and malware in the OSV format, and the licences of the archive with a list. Malware always fails the
 * build. The goal uses no network, except for a URL in {@code <advisories>}. Reports: {@code target/pywar/audit.txt}, {@code
 * audit.json}, {@code audit.sarif} and {@code licences.txt}.
 *
 * @since 1.0.0
 */
@Mojo(name = "audit", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class AuditMojo extends AbstractAppMojo {

    /**
     * Advisories in the OSV format: a zip such as {@code all.zip} of OSV, a folder, a JSON file, a URL of one, or an
     * artifact in a Maven repository as {@code groupId:artifactId:zip:version}.
     *
     * <p>Default: none, required. Example: {@code
     * -Dpywar.advisories=https://repository.example.org/osv/PyPI/all.zip}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.advisories")
    List<String> advisories = new ArrayList<>();

    /**
     * Id of a {@code <server>} in settings.xml with the user and the password for the URLs of {@code <advisories>}.
     *
     * <p>Default: none. Example: {@code <advisoryServer>mirror</advisoryServer>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.advisoryServer")
    String advisoryServer;

    /**
     * When a URL of {@code <advisories>} is asked for newer records: {@code always}, {@code daily}, {@code
     * interval:MINUTES} or {@code never}. With {@code -U} it is asked in any case.
     *
     * <p>Default: {@code daily}. Example: {@code <advisoryUpdatePolicy>interval:60</advisoryUpdatePolicy>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.advisoryUpdatePolicy", defaultValue = "daily")
    String advisoryUpdatePolicy;

    /**
     * Lowest severity that fails the build: {@code low}, {@code medium}, {@code high}, {@code critical}, or {@code none}. A
     * vulnerability without a severity counts as {@code high}. Malware always fails the build.
     *
     * <p>Default: {@code high}. Example: {@code -Dpywar.failOn=medium}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.failOn", defaultValue = "high")
    String failOn;

    /**
     * VEX documents (OpenVEX, or CycloneDX with vulnerabilities, in JSON), which mute vulnerabilities that do not affect the
     * application. A statement with an end mutes until that day.
     *
     * <p>Default: none. Example: {@code <vex><file>src/security/vex.json</file></vex>}
     *
     * @since 1.0.0
     */
    @Parameter(property = "pywar.vex")
    List<File> vex = new ArrayList<>();

    /**
     * Licences that the packages of the archive may have: {@code allow}, {@code deny}, {@code unknown}, {@code clarify} and
     * {@code exceptions}.
     *
     * <p>Default: none, licences are not checked. Example: {@code
     * <licences><allow><licence>MIT</licence><licence>BSD-*</licence></allow></licences>}
     *
     * @since 1.0.0
     */
    @Parameter
    Licences licences;

    @Inject
    AuditMojo(MavenServices services) {
        super(services);
    }

    @Override
    boolean skipsModulesWithoutArchive() {
        return true;
    }

    @Override
    void run(Progress progress) throws IOException {
        new AuditApp(progress).run(new AuditReader(this, new PomReader(this)).request(progress));
    }
}
