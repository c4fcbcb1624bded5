package io.github.pywar.maven;

import javax.inject.Inject;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.eclipse.aether.RepositorySystem;

/** Components of Maven that goals use. A concrete class, because every Maven since 3.6.3 can inject it. */
final class MavenServices {

    private final RepositorySystem repositories;
    private final SettingsDecrypter decrypter;
    private final MavenProjectHelper projects;

    @Inject
    MavenServices(RepositorySystem repositories, SettingsDecrypter decrypter, MavenProjectHelper projects) {
        this.repositories = repositories;
        this.decrypter = decrypter;
        this.projects = projects;
    }

    RepositorySystem repositories() {
        return repositories;
    }

    SettingsDecrypter decrypter() {
        return decrypter;
    }

    MavenProjectHelper projects() {
        return projects;
    }
}
