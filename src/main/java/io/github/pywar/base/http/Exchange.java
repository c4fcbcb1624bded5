package io.github.pywar.base.http;

import io.github.pywar.base.url.Credentials;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.protocol.RedirectLocations;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.io.CloseMode;

/** HTTP client with its pool of connections: makes requests, retries them, and separates failures from responses. */
final class Exchange {

    private static final Set<Integer> UNAUTHORIZED = Set.of(401, 403);
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final Http.Builder settings;
    private final CloseableHttpClient client;
    private final Semaphore simultaneous;
    private final LongAdder requests = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile boolean isClosed;

    Exchange(Http.Builder settings) {
        this.settings = settings;
        this.client = HttpClientFactory.of(settings);
        this.simultaneous =
                new Semaphore(settings.connections, true); // a request that is needed must not wait for all ahead
    }

    <T> T get(Supplier<HttpRequest> requests, HttpResponse.Handler<T> handler) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return inTurn(requests.get(), handler, tries);
            } catch (TransientFailure failure) {
                if (isClosed || tries > settings.retries.times()) {
                    throw failure.afterTries(tries);
                }
                await(tries, failure.retryAfter());
            }
        }
    }

    private void await(int retry, Duration retryAfter) throws InterruptedIOException {
        try {
            settings.retries.await(retry, retryAfter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a retry");
        }
    }

    private <T> T inTurn(HttpRequest request, HttpResponse.Handler<T> handler, int tries) throws IOException {
        try {
            simultaneous.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for other requests");
        }
        try {
            throwIfClosed(request);
            return once(request, handler, tries);
        } finally {
            simultaneous.release();
        }
    }

    /** The client was perhaps closed while the request waited: for others, or for its retry. */
    private void throwIfClosed(HttpRequest request) throws HttpFailure {
        if (isClosed) {
            throw new HttpFailure(Credentials.withoutUserInfo(request.uri()), "the client is closed", null);
        }
    }

    private <T> T once(HttpRequest request, HttpResponse.Handler<T> handler, int tries) throws IOException {
        HttpClientContext context = context(request);
        HttpGet message = message(request, tries);
        ClassicHttpResponse response;
        requests.increment();
        try {
            response = client.executeOpen(null, message, context);
        } catch (IOException failure) {
            Optional<HttpProxy> proxy = settings.proxies.find(Credentials.withoutUserInfo(request.uri()));
            throw FailureReason.of(failure, proxy).failure(request.uri(), Duration.ZERO);
        }
        URI end = end(request, context);
        BoundedBody body = new BoundedBody(response.getEntity(), request, end, settings.clock);
        try {
            throwIfFailed(end, response, context);
            return handle(new HttpResponse(end, response.getCode(), headers(response), body), handler);
        } finally {
            bytes.add(body.count());
            close(message, response, body);
        }
    }

    <T> T post(HttpRequest request, Http.Form form, HttpResponse.Handler<T> handler) throws IOException {
        try {
            return postOnce(request, form, handler);
        } catch (TransientFailure failure) {
            throw failure.afterTries(1);
        }
    }

    private <T> T postOnce(HttpRequest request, Http.Form form, HttpResponse.Handler<T> handler) throws IOException {
        HttpClientContext context = context(request);
        HttpPost message = FormMessage.of(request, form, HttpClientFactory.lastRequestConfig(settings));
        requests.increment();
        URI end = Credentials.withoutUserInfo(request.uri());
        Optional<HttpProxy> proxy = settings.proxies.find(end);
        ClassicHttpResponse response;
        try {
            response = client.executeOpen(null, message, context);
        } catch (IOException failure) {
            throw FailureReason.of(failure, proxy).failure(end, Duration.ZERO);
        }
        BoundedBody body = new BoundedBody(response.getEntity(), request, end, settings.clock);
        try {
            throwIfOfProxy(end, response, context);
            return handle(new HttpResponse(end, response.getCode(), headers(response), body), handler);
        } finally {
            bytes.add(body.count());
            close(message, response, body);
        }
    }

    private HttpClientContext context(HttpRequest request) {
        HttpClientContext context = HttpClientContext.create();
        CipherOrder.of(request).putInto(context);
        Authorization.of(request, settings.credentials).putInto(context);
        return context;
    }

    Http.Traffic traffic() {
        return new Http.Traffic(requests.sum(), bytes.sum());
    }

    private static void close(HttpUriRequestBase message, ClassicHttpResponse response, BoundedBody body) {
        if (!body.isAtEnd()) {
            message.cancel(); // else close() reads an endless body to its end
        }
        try {
            response.close();
        } catch (IOException cancelled) {
            // the body was read, or its failure is thrown
        }
    }

    private <T> T handle(HttpResponse response, HttpResponse.Handler<T> handler) throws IOException {
        BoundedBody body = (BoundedBody) response.body();
        try {
            T result = handler.handle(response);
            body.skipShortRest();
            return result;
        } catch (IOException e) {
            if (body.failure().isPresent()) {
                throw FailureReason.of(body.failure().get()).failure(response.uri(), Duration.ZERO);
            }
            throw e;
        }
    }

    private HttpGet message(HttpRequest request, int tries) {
        HttpGet get = new HttpGet(Credentials.withoutUserInfo(request.uri()));
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            get.setHeader(header.getKey(), header.getValue());
        }
        if (request.isVerbatim()) {
            get.setHeader("Accept-Encoding", "identity");
        }
        get.setConfig(HttpClientFactory.requestConfig(settings, tries, !request.isVerbatim()));
        return get;
    }

    private static URI end(HttpRequest request, HttpClientContext context) {
        RedirectLocations hops = context.getRedirectLocations();
        return hops == null || hops.size() == 0
                ? Credentials.withoutUserInfo(request.uri())
                : hops.get(hops.size() - 1);
    }

    private void throwIfFailed(URI end, ClassicHttpResponse response, HttpClientContext context) throws IOException {
        int status = response.getCode();
        throwIfOfProxy(end, response, context);
        Optional<HttpProxy> forwarding = "http".equals(end.getScheme()) ? settings.proxies.find(end) : Optional.empty();
        if (UNAUTHORIZED.contains(status)) {
            throw UnauthorizedException.ofServer(end, status, Authorization.of(context), forwarding);
        }
        if (TRANSIENT.contains(status)) {
            throw FailureReason.of(response, forwarding).failure(end, FailureReason.retryAfter(response));
        }
        if (status >= 500 || status / 100 == 3 && status != 304) {
            throw new HttpFailure(end, FailureReason.of(response, forwarding).text(), null);
        }
    }

    private void throwIfOfProxy(URI end, ClassicHttpResponse response, HttpClientContext context) throws IOException {
        if (response.getCode() == 407) {
            throw UnauthorizedException.ofProxy(end, settings.proxies.find(end));
        }
        boolean isTunnel = "https".equals(end.getScheme()) && context.getSSLSession() == null; // response to CONNECT
        if (isTunnel) {
            throw FailureReason.ofTunnel(response, settings.proxies.find(end))
                    .failure(end, FailureReason.retryAfter(response));
        }
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        return headers;
    }

    /** Closes all connections: requests of other threads fail and are not retried. */
    void close() {
        isClosed = true;
        client.close(CloseMode.IMMEDIATE);
    }
}
