package io.github.pywar.python.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Range of IP addresses with a common prefix, for example {@code 10.0.0.0/8} or {@code fd00::/8} in {@code NO_PROXY}
 * (RFC 4632, RFC 4291).
 *
 * @param member any address of the range
 * @param bits length of the common prefix
 */
record AddressRange(InetAddress member, int bits) {

    private static final Pattern RANGE = Pattern.compile("([0-9a-f.:]+)/([0-9]{1,3})");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?([0-9a-f:.]*:[0-9a-f:.]*)]?");

    /** @return the range; empty if the text is not one */
    static Optional<AddressRange> parse(String text) {
        Matcher parts = RANGE.matcher(text);
        return parts.matches()
                ? address(parts.group(1))
                        .map(member -> new AddressRange(member, Integer.parseInt(parts.group(2))))
                        .filter(range -> range.bits <= range.member.getAddress().length * Byte.SIZE)
                : Optional.empty();
    }

    /** @return whether the host of a URL is an address in the range; host names are not resolved */
    boolean contains(String host) {
        return address(host)
                .filter(other -> other.getAddress().length == member.getAddress().length)
                .filter(other -> prefix(other).equals(prefix(member)))
                .isPresent();
    }

    private BigInteger prefix(InetAddress address) {
        byte[] all = address.getAddress();
        return new BigInteger(1, all).shiftRight(all.length * Byte.SIZE - bits);
    }

    /** Parses only literal addresses: for these the JDK sends no DNS request. */
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
