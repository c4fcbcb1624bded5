package io.github.pywar.python.index;

import io.github.pywar.base.http.Http;
import io.github.pywar.base.http.HttpRequest;
import io.github.pywar.base.http.HttpResponse;
import io.github.pywar.base.zip.ByteRanges;
import io.github.pywar.python.wheel.WheelMetadata;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wheel on a server, read by range requests (RFC 9110, section 14). Its tail is requested first as {@code bytes=a-b}, with
 * the size of the page; this saves a HEAD request. Without a size it is requested as {@code bytes=-N}. Some servers refuse
 * that, so the last resort is {@code bytes=0-0}, whose response has the size.
 */
record RemoteRanges(Http http, DistributionFile file, RangeServers servers, long size) implements ByteRanges {

    /** In bytes: a guess finds METADATA up to this distance from its position in another wheel. */
    private static final int SLACK = 3 << 10;

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

    /**
     * Requests the tail of a file.
     *
     * @return the file with its tail in memory; empty if the server does not support ranges for this file
     * @throws RangesRefused if the server ignores the range or answers with another one
     */
    static Optional<ByteRanges> open(Http http, DistributionFile file, RangeServers servers) throws IOException {
        RemoteRanges remote = new RemoteRanges(http, file, servers, file.size().orElse(-1));
        if (remote.size > 0) {
            return remote.bySize();
        }
        if (servers.allowsSuffixes(file.url())) {
            int length = servers.tail(file);
            Optional<Part> tail = remote.request("bytes=-" + length, length);
            if (tail.isPresent()) {
                return Optional.of(remote.withTail(tail.get()));
            }
            servers.refusesSuffixes(file.url());
        }
        Optional<Part> first = remote.request("bytes=0-0", 1);
        return first.isPresent() ? remote.sized(first.get().total()).bySize() : Optional.empty();
    }

    /**
     * Requests METADATA at the position that it has in a similar wheel of the project. Wheels of one project are packed
     * alike, so this mostly takes one short range instead of two.
     *
     * @return METADATA; empty if it is not at that position, or there was no other wheel
     */
    static Optional<WheelMetadata> guess(Http http, DistributionFile file, RangeServers servers) throws IOException {
        Optional<RangeServers.Position> position = servers.guess(file);
        long size = file.size().orElse(0);
        if (position.isEmpty() || size <= position.get().fromEnd()) {
            return Optional.empty();
        }
        long from = Math.max(0, size - position.get().fromEnd() - SLACK);
        int length = (int) Math.min(size - from, position.get().length() + 2 * SLACK);
        Optional<Part> part = new RemoteRanges(http, file, servers, size)
                .request("bytes=" + from + "-" + (from + length - 1), length)
                .filter(found -> found.total() == size && found.first() == from && found.bytes().length == length);
        Optional<WheelMetadata> metadata = part.isEmpty()
                ? Optional.empty()
                : WheelMetadata.search(part.get().bytes(), size - from - length, file.fileName());
        servers.countGuess(file, metadata.isPresent());
        return metadata;
    }

    private Optional<ByteRanges> bySize() throws IOException {
        Optional<Part> tail = tail();
        if (tail.isPresent()
                && tail.get().total() != size) { // the page has a wrong size; the response has the right one
            tail = sized(tail.get().total()).tail();
        }
        return tail.isPresent() ? Optional.of(withTail(tail.get())) : Optional.empty();
    }

    private Optional<Part> tail() throws IOException {
        long from = Math.max(0, size - servers.tail(file));
        return request("bytes=" + from + "-" + (size - 1), (int) (size - from));
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
        long last = offset + length - 1;
        Optional<Part> part = request("bytes=" + offset + "-" + last, length);
        if (part.isEmpty() || part.get().first() != offset || part.get().last() != last) {
            throw new RangesRefused("the server refused a range of " + file.fileName());
        }
        return part.get().bytes();
    }

    private ByteRanges withTail(Part tail) throws RangesRefused {
        if (tail.last() + 1 != tail.total()) {
            throw new RangesRefused("the server sent another range than the end of " + file.fileName());
        }
        return ByteRanges.withTail(sized(tail.total()), tail.bytes());
    }

    private RemoteRanges sized(long total) {
        return new RemoteRanges(http, file, servers, total);
    }

    private Optional<Part> request(String range, int length) throws IOException {
        HttpRequest request =
                HttpRequest.of(file.url()).header("Range", range).verbatim().limit(length + 1L);
        return http.get(request, response -> part(response, length));
    }

    /** Reads at most one byte more than requested: it shows that the server ignores the range, without a long download. */
    private Optional<Part> part(HttpResponse response, int length) throws IOException {
        if (response.status() == 200) {
            servers.refusesRanges(file.url());
            throw new RangesRefused("the server ignores ranges");
        }
        Matcher range = CONTENT_RANGE.matcher(response.header("Content-Range").orElse(""));
        if (response.status() != 206
                || !range.matches()
                || response.header("Content-Encoding").isPresent()) {
            return Optional.empty();
        }
        long first = Long.parseLong(range.group(1));
        long last = Long.parseLong(range.group(2));
        byte[] bytes = response.body().readNBytes(length + 1);
        if (bytes.length > length) {
            servers.refusesRanges(file.url());
            throw new RangesRefused("the server sent more than the requested range");
        }
        if (bytes.length != last - first + 1) {
            throw new RangesRefused("the server sent another range than it declares");
        }
        return Optional.of(new Part(first, last, Long.parseLong(range.group(3)), bytes));
    }

    /** Range of one response, with the total size of the file. */
    private record Part(long first, long last, long total, byte[] bytes) {}
}
