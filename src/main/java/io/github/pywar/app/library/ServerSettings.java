package io.github.pywar.app.library;

import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.url.Credential;
import io.github.pywar.python.index.IndexDeclaration;
import java.util.Optional;

/** Settings of the build tool for servers. They override the configuration of pip, of uv and of the environment. */
public interface ServerSettings {

    /** No settings. */
    ServerSettings NONE = new ServerSettings() {
        @Override
        public IndexDeclaration redirected(IndexDeclaration index) {
            return index;
        }

        @Override
        public Optional<IndexDeclaration> usual() {
            return Optional.empty();
        }

        @Override
        public Optional<Credential> credential(IndexDeclaration index) {
            return Optional.empty();
        }

        @Override
        public Optional<HttpProxy.Rules> proxies() {
            return Optional.empty();
        }
    };

    /** Returns the mirror of an index, or the index itself if it has no mirror. */
    IndexDeclaration redirected(IndexDeclaration index);

    /** Returns the mirror of the default index; a build that configures no index uses it. */
    Optional<IndexDeclaration> usual();

    /** Returns the credential for an index. */
    Optional<Credential> credential(IndexDeclaration index);

    /** Returns the rules that assign proxies to requests; empty if the settings have none. */
    Optional<HttpProxy.Rules> proxies();
}
