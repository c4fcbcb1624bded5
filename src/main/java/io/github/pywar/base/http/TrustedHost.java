package io.github.pywar.base.http;

import java.net.URI;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host whose certificate is not checked: {@code host}, on any port, or {@code host:port}, on that port only.
 *
 * @param host in lower case; an IPv6 address without brackets
 */
public record TrustedHost(String host, OptionalInt port) {

    private static final Pattern WITH_PORT = Pattern.compile("(\\[.*\\]|[^:]*):([0-9]{1,5})");

    public TrustedHost {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        host = bare.toLowerCase(Locale.ROOT);
    }

    /** @param text a host; a scheme before it and a path behind it are ignored */
    public static TrustedHost parse(String text) {
        String authority = text.strip()
                .replaceFirst("^(?i:https?)://", "")
                .replaceFirst("/.*", "")
                .strip();
        Matcher withPort = WITH_PORT.matcher(authority);
        return withPort.matches()
                ? new TrustedHost(withPort.group(1), OptionalInt.of(Integer.parseInt(withPort.group(2))))
                : new TrustedHost(authority, OptionalInt.empty());
    }

    /** @return whether the URL, which has no user in it, leads there */
    public boolean covers(URI url) {
        int usual = "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
        return url.getHost() != null && covers(url.getHost(), url.getPort() < 0 ? usual : url.getPort());
    }

    boolean covers(String otherHost, int otherPort) {
        return new TrustedHost(otherHost, port).host.equals(host) && port.orElse(otherPort) == otherPort;
    }

    /** @return the text that {@link #parse} reads */
    @Override
    public String toString() {
        String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return port.isPresent() ? name + ":" + port.getAsInt() : name;
    }
}
