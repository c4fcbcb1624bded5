package io.github.pywar.base.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Addresses of hosts, each looked up once for as long as a client lives. The JDK forgets them after half a minute, and
 * a lost question to a name server holds every new connection up for five seconds.
 */
final class HostAddresses implements DnsResolver {

    private final DnsResolver source;
    private final Map<String, InetAddress[]> known = new ConcurrentHashMap<>();

    /** @param source who is asked for a host the first time, and again after a failure */
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
