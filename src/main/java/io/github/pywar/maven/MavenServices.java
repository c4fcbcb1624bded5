package io.github.pywar.maven;

import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.shared.filtering.MavenResourcesFiltering;
import org.eclipse.aether.RepositorySystem;

/** The parts of Maven that goals work with; a concrete class, so that every Maven from 3.6.3 on can inject it. */
final class MavenServices {

    private final RepositorySystem repositories;
    private final SettingsDecrypter decrypter;
    private final MavenProjectHelper projects;
    private final Provider<MavenResourcesFiltering> filtering;

    @Inject
    MavenServices(
            RepositorySystem repositories,
            SettingsDecrypter decrypter,
            MavenProjectHelper projects,
            Provider<MavenResourcesFiltering> filtering) {
        this.repositories = repositories;
        this.decrypter = decrypter;
        this.projects = projects;
        this.filtering = filtering;
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

    /** @return not asked for before a resource needs it */
    Provider<MavenResourcesFiltering> filtering() {
        return filtering;
    }
}
