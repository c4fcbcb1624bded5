package io.github.pywar.maven;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.file.PathText;
import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import io.github.pywar.base.url.UrlText;
import io.github.pywar.python.config.BuildMachine;
import io.github.pywar.python.index.IndexDeclaration;
import io.github.pywar.python.index.PageFormat;
import io.github.pywar.python.index.UpdatePolicy;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Reads the parameters of a goal, and Maven's settings, as the places that libraries come from. */
final class SupplyOfPom {

    private static final String PROPERTY = "pywar.index";
    private static final String CACHE = ".cache/pywar/v1";

    private final AbstractAppMojo goal;

    SupplyOfPom(AbstractAppMojo goal) {
        this.goal = goal;
    }

    PackageSources supply() throws IOException {
        Path base = goal.project.getBasedir().toPath();
        new ProjectScope(goal.session, goal.project).checked(base.resolve("uv.toml"));
        List<URI> findLinks = goal.findLinks.stream().map(this::place).toList();
        boolean offline = goal.session.getRepositorySession().isOffline();
        return new PackageSources(
                new PackageSources.IndexOptions(declared(), findLinks, goal.noIndex, goal.mergeIndexes),
                new MavenNetwork(goal.services.repositories(), goal.session),
                new PackageSources.Traffic(
                        offline,
                        goal.connections,
                        goal.retries,
                        goal.wheelLimits.limits().allowingRecordFaults(AssemblyOfPom.names(goal.allowRecordFaults))),
                cache(),
                BuildMachine.here(base));
    }

    private List<IndexDeclaration> declared() {
        String said = goal.session.getUserProperties().getProperty(PROPERTY);
        if (said != null) {
            return List.of(index(Index.DEFAULT_ID, said, "-D" + PROPERTY));
        }
        if (!goal.indexes.isEmpty()) {
            return goal.indexes.stream().map(SupplyOfPom::index).toList();
        }
        return AbstractPywarMojo.said(goal.index)
                .map(url -> List.of(index(Index.DEFAULT_ID, url, "<index>, or the property " + PROPERTY)))
                .orElse(List.of());
    }

    private static IndexDeclaration index(Index index) {
        String said = "<indexes>";
        String url = AbstractPywarMojo.said(index.url())
                .orElseThrow(() -> UserException.of("The index `" + index.id() + "` of " + said + " has no <url>"));
        return index(index.id(), url, said)
                .policy(UpdatePolicy.parse(index.updatePolicy()))
                .scope(index.packages())
                .format(PageFormat.parse(index.format()));
    }

    private static IndexDeclaration index(String id, String text, String saidBy) {
        URI url = url(text, saidBy);
        if (Credential.of(url).isPresent()) {
            throw UserException.of("The URL of the index `" + id
                            + "` has a user or a password in it, which Maven itself" + " prints\n    from: " + saidBy)
                    .hint("move them to settings.xml: <server><id>" + id
                            + "</id><username>...</username><password>...</password></server>");
        }
        return IndexDeclaration.of(id, url, saidBy);
    }

    private static URI url(String text, String saidBy) {
        return UrlText.parse(text)
                .orElseThrow(() ->
                        UserException.of("`" + UrlText.shown(text) + "` is no URL of an index\n    from: " + saidBy));
    }

    private PackageSources.Cache cache() {
        return new PackageSources.Cache(cacheFolder(), goal.session.getRequest().isUpdateSnapshots());
    }

    /** @return where all that can be fetched or made again is kept */
    Path cacheFolder() {
        File repository =
                goal.session.getRepositorySession().getLocalRepository().getBasedir();
        return goal.cacheDirectory == null ? repository.toPath().resolve(CACHE) : goal.cacheDirectory.toPath();
    }

    private URI place(String text) {
        if (!text.matches("[A-Za-z]{2,}:.*")) {
            return goal.project
                    .getBasedir()
                    .toPath()
                    .resolve(PathText.require(text, "<findLinks>"))
                    .toUri();
        }
        URI url = url(text, "<findLinks>");
        if (Credential.of(url).isPresent()) {
            throw UserException.of("The URL `" + UrlText.shown(text) + "` has a user or a password in it, which Maven"
                            + " itself prints\n    from: <findLinks>")
                    .hint("move them to netrc: machine "
                            + Credentials.withoutUserInfo(url).getHost() + " login ... password ...");
        }
        return url;
    }
}
