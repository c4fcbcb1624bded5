package io.github.pywar.python.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike, as {@code NO_PROXY} names a house's network: {@code 10.0.0.0/8}, {@code fd00::/8}
 * (RFC 4632, RFC 4291).
 *
 * @param first any of them
 * @param bits how many of them are alike
 */
record AddressRange(InetAddress first, int bits) {

    private static final Pattern RANGE = Pattern.compile("([0-9a-f.:]+)/([0-9]{1,3})");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?([0-9a-f:.]*:[0-9a-f:.]*)]?");

    /** @return the range; empty where the text is none */
    static Optional<AddressRange> parse(String text) {
        Matcher parts = RANGE.matcher(text);
        return parts.matches()
                ? address(parts.group(1))
                        .map(first -> new AddressRange(first, Integer.parseInt(parts.group(2))))
                        .filter(range -> range.bits <= range.first.getAddress().length * Byte.SIZE)
                : Optional.empty();
    }

    /** @return whether the host of a URL is an address in it; names are not looked up */
    boolean contains(String host) {
        return address(host)
                .filter(other -> other.getAddress().length == first.getAddress().length)
                .filter(other -> beginning(other).equals(beginning(first)))
                .isPresent();
    }

    private BigInteger beginning(InetAddress address) {
        byte[] all = address.getAddress();
        return new BigInteger(1, all).shiftRight(all.length * Byte.SIZE - bits);
    }

    /** Of a text of this shape, the JDK asks no name server. */
    private static Optional<InetAddress> address(String text) {
        Matcher ipv6 = IPV6.matcher(text);
        boolean isIpv6 = ipv6.matches();
        try {
            return isIpv6 || IPV4.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName(isIpv6 ? ipv6.group(1) : text))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
