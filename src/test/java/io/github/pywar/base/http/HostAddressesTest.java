package io.github.pywar.base.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;

class HostAddressesTest {

    private final List<String> asked = new ArrayList<>();
    private boolean isFailing;
    private final HostAddresses hosts = new HostAddresses(new DnsResolver() {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.add(host);
            if (isFailing) {
                throw new UnknownHostException(host);
            }
            return new InetAddress[] {InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return "canonical." + host;
        }
    });

    @Test
    void resolvesAHostOnce() throws UnknownHostException {
        assertThat(hosts.resolve("index.example.org")).isEqualTo(hosts.resolve("index.example.org"));
        hosts.resolve("files.example.org");
        assertThat(asked).containsExactly("index.example.org", "files.example.org");
    }

    @Test
    void cachesNoFailures() throws UnknownHostException {
        isFailing = true;
        assertThatThrownBy(() -> hosts.resolve("index.example.org")).isInstanceOf(UnknownHostException.class);
        isFailing = false;
        assertThat(hosts.resolve("index.example.org")).hasSize(1);
    }

    @Test
    void resolvesCanonicalNames() throws UnknownHostException {
        assertThat(hosts.resolveCanonicalHostname("index.example.org")).isEqualTo("canonical.index.example.org");
    }
}
