package io.github.pywar.app.library;

import io.github.pywar.base.http.HttpProxy;
import io.github.pywar.base.url.Credential;
import io.github.pywar.python.index.IndexDeclaration;
import java.util.Optional;

/** What the tool that builds has been told of servers; stands before what pip, uv and the environment say. */
public interface ServerSettings {

    /** Nothing was told. */
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

    /** @return the index, or its mirror */
    IndexDeclaration redirected(IndexDeclaration index);

    /** @return the mirror of the usual index: where nobody names any index, that one is meant */
    Optional<IndexDeclaration> usual();

    /** @return what to send to an index */
    Optional<Credential> credential(IndexDeclaration index);

    /** @return which requests go through which proxy; empty where nobody said anything of proxies */
    Optional<HttpProxy.Rules> proxies();
}
