package io.github.pywar.base.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Cache of host addresses for the lifetime of a client. The JDK's cache expires after half a minute, and a lost query to
 * a name server delays every new connection by five seconds.
 */
final class HostAddresses implements DnsResolver {

    private final DnsResolver source;
    private final Map<String, InetAddress[]> known = new ConcurrentHashMap<>();

    /** @param source resolves a host that is not in the cache; failures are not cached */
    HostAddresses(DnsResolver source) {
        this.source = source;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = known.get(host);
        if (addresses == null) {
            addresses = source.resolve(host);
            known.put(host, addresses);
        }
        return addresses.clone();
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return source.resolveCanonicalHostname(host);
    }
}
