package io.github.pywar.maven;

import javax.inject.Inject;
import javax.inject.Provider;
import org.apache.maven.project.MavenProjectHelper;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.shared.filtering.MavenResourcesFiltering;
import org.eclipse.aether.RepositorySystem;

/** Components of Maven that goals use. A concrete class, because every Maven since 3.6.3 can inject it. */
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

    /** Returns a provider: the component is created only if a resource has filtering. */
    Provider<MavenResourcesFiltering> filtering() {
        return filtering;
    }
}
