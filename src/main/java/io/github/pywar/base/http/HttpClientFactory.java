package io.github.pywar.base.http;

import io.github.pywar.base.url.Credential;
import io.github.pywar.base.url.Credentials;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;

/** Factory of Apache HttpClient, without unused parts that cost start-up time. */
final class HttpClientFactory {

    private static final int MOST_REDIRECTS = 10;

    /**
     * Number of hosts with kept connections. An index has its pages and its files on different hosts: without room for both, each
     * request to one of them would close a connection to the other one, and make a new one.
     */
    private static final int MOST_HOSTS = 8;

    private static final Duration FIRST_SILENCE = Duration.ofSeconds(20);
    private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(30);

    private HttpClientFactory() {}

    static CloseableHttpClient of(Http.Builder settings) {
        Proxies proxies = new Proxies(settings.proxies);
        return HttpClientBuilder.create()
                .setConnectionManager(connections(settings))
                .setRoutePlanner(proxies)
                .setDefaultCredentialsProvider(proxies)
                .setRedirectStrategy(new BareRedirects())
                .addRequestInterceptorLast(Authorization.interceptor())
                .setUserAgent(settings.userAgent)
                .setDefaultCookieSpecRegistry(name -> null) // the default one parses the public suffix list
                .disableCookieManagement()
                .disableAutomaticRetries()
                .build();
    }

    /** @param tries number of the try, from 1: an early try has a shorter timeout, because a dead connection stays silent */
    static RequestConfig requestConfig(Http.Builder settings, int tries, boolean compressed) {
        Timeout timeout = Timeout.of(silence(settings, tries));
        return RequestConfig.custom()
                .setResponseTimeout(timeout)
                .setConnectionRequestTimeout(Timeout.ofDays(1)) // waiting for a free connection is no failure
                .setContentCompressionEnabled(compressed)
                .setMaxRedirects(MOST_REDIRECTS)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    /** @return the configuration of a request that is not repeated and follows no redirect */
    static RequestConfig lastRequestConfig(Http.Builder settings) {
        return RequestConfig.copy(requestConfig(settings, Integer.MAX_VALUE, true))
                .setRedirectsEnabled(false)
                .build();
    }

    /** @return 20, 60 and 180 seconds, limited by the settings; the full timeout of the settings at the last try */
    private static Duration silence(Http.Builder settings, int tries) {
        Duration first = FIRST_SILENCE.multipliedBy((long) Math.pow(3, Math.min(tries, 5) - 1));
        boolean isLast = tries > settings.retries.times();
        return isLast || first.compareTo(settings.timeout) > 0 ? settings.timeout : first;
    }

    private static HttpClientConnectionManager connections(Http.Builder settings) {
        Timeout timeout = Timeout.of(settings.timeout);
        Duration connecting =
                settings.timeout.compareTo(LONGEST_CONNECTING) > 0 ? LONGEST_CONNECTING : settings.timeout;
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(socket -> BoundedConnection.open(socket, settings.clock))
                .setDnsResolver(new HostAddresses(SystemDefaultDnsResolver.INSTANCE))
                .setTlsSocketStrategy(new LazyTls(settings))
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setHandshakeTimeout(Timeout.of(connecting)) // default: three minutes
                        .build())
                .setMaxConnTotal(MOST_HOSTS * Math.min(settings.connections, Integer.MAX_VALUE / MOST_HOSTS))
                .setMaxConnPerRoute(settings.connections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connecting))
                        .setSocketTimeout(timeout)
                        .build())
                .build();
    }

    /** Planner that selects the proxy of a host, and the credential of that proxy. */
    private static final class Proxies extends DefaultRoutePlanner implements CredentialsProvider {

        private final HttpProxy.Rules rules;
        private final Map<String, Credential> credentials = new ConcurrentHashMap<>();

        Proxies(HttpProxy.Rules rules) {
            super(null);
            this.rules = rules;
        }

        @Override
        protected HttpHost determineProxy(HttpHost target, HttpContext context) {
            if (rules == HttpProxy.Rules.DIRECT) {
                return null;
            }
            Optional<HttpProxy> proxy = rules.find(URI.create(target.toURI()));
            if (proxy.isEmpty()) {
                return null;
            }
            HttpProxy known = proxy.get();
            if (known.credential().isPresent()) {
                credentials.put(
                        address(known.host(), known.port()), known.credential().get());
            }
            return new HttpHost("http", known.host(), known.port());
        }

        @Override
        public org.apache.hc.client5.http.auth.Credentials getCredentials(AuthScope scope, HttpContext context) {
            Credential known = credentials.get(address(scope.getHost(), scope.getPort()));
            return known == null
                    ? null
                    : new UsernamePasswordCredentials(
                            known.user(), known.password().toCharArray());
        }

        private static String address(String host, int port) {
            return host + ":" + port;
        }
    }

    /** Redirects without the user and password of their URLs. */
    private static final class BareRedirects extends DefaultRedirectStrategy {

        @Override
        public URI getLocationURI(HttpRequest request, HttpResponse response, HttpContext context)
                throws HttpException {
            return Credentials.withoutUserInfo(super.getLocationURI(request, response, context));
        }
    }
}
