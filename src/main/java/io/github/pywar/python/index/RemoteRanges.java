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
 * A wheel behind a server, read by {@code bytes=a-b} (RFC 9110, section 14). Its tail is read at once, with what the
 * page says of the size; no HEAD is sent. Where the size is not known the tail is asked for as {@code bytes=-N}, and
 * where that is refused the size by {@code bytes=0-0}.
 */
record RemoteRanges(Http http, DistributionFile file, RangeServers servers, long size) implements ByteRanges {

    /** How much nearer or further than in another wheel METADATA may lie for a guess to find it. */
    private static final int SLACK = 3 << 10;

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

    /**
     * @return the file with its tail at hand; empty where the server does not answer ranges for this file
     * @throws RangesRefused where it ignores them or answers others
     */
    static Optional<ByteRanges> open(Http http, DistributionFile file, RangeServers servers) throws IOException {
        RemoteRanges of = new RemoteRanges(http, file, servers, file.size().orElse(-1));
        if (of.size > 0) {
            return of.bySize();
        }
        if (servers.allowsSuffixes(file.url())) {
            int length = servers.tail(file);
            Optional<Part> tail = of.ask("bytes=-" + length, length);
            if (tail.isPresent()) {
                return Optional.of(of.withTail(tail.get()));
            }
            servers.refusesSuffixes(file.url());
        }
        Optional<Part> first = of.ask("bytes=0-0", 1);
        return first.isPresent() ? of.sized(first.get().total()).bySize() : Optional.empty();
    }

    /**
     * The versions of a project are built alike: where METADATA of its other wheels lies far from their ends, it is looked
     * for at the same distance first, which takes one short range instead of two.
     *
     * @return METADATA; empty where it is not there, or nothing is known of other wheels
     */
    static Optional<WheelMetadata> guess(Http http, DistributionFile file, RangeServers servers) throws IOException {
        Optional<RangeServers.Place> likely = servers.likely(file);
        long size = file.size().orElse(0);
        if (likely.isEmpty() || size <= likely.get().fromEnd()) {
            return Optional.empty();
        }
        long from = Math.max(0, size - likely.get().fromEnd() - SLACK);
        int length = (int) Math.min(size - from, likely.get().length() + 2 * SLACK);
        Optional<Part> part = new RemoteRanges(http, file, servers, size)
                .ask("bytes=" + from + "-" + (from + length - 1), length)
                .filter(answer -> answer.total() == size && answer.first() == from && answer.bytes().length == length);
        Optional<WheelMetadata> found = part.isEmpty()
                ? Optional.empty()
                : WheelMetadata.search(part.get().bytes(), size - from - length, file.fileName());
        servers.guessed(file, found.isPresent());
        return found;
    }

    private Optional<ByteRanges> bySize() throws IOException {
        Optional<Part> tail = tail();
        if (tail.isPresent() && tail.get().total() != size) { // the page was wrong; the server knows
            tail = sized(tail.get().total()).tail();
        }
        return tail.isPresent() ? Optional.of(withTail(tail.get())) : Optional.empty();
    }

    private Optional<Part> tail() throws IOException {
        long from = Math.max(0, size - servers.tail(file));
        return ask("bytes=" + from + "-" + (size - 1), (int) (size - from));
    }

    @Override
    public byte[] read(long offset, int length) throws IOException {
        long last = offset + length - 1;
        return ask("bytes=" + offset + "-" + last, length)
                .filter(part -> part.first() == offset && part.last() == last)
                .orElseThrow(() -> new RangesRefused("a range of " + file.fileName() + " was refused"))
                .bytes();
    }

    private ByteRanges withTail(Part tail) throws RangesRefused {
        if (tail.last() + 1 != tail.total()) {
            throw new RangesRefused("the end of " + file.fileName() + " is not its end");
        }
        return ByteRanges.withTail(sized(tail.total()), tail.bytes());
    }

    private RemoteRanges sized(long total) {
        return new RemoteRanges(http, file, servers, total);
    }

    private Optional<Part> ask(String range, int length) throws IOException {
        HttpRequest request =
                HttpRequest.of(file.url()).header("Range", range).verbatim().limit(length + 1L);
        return http.get(request, response -> part(response, length));
    }

    /** One byte more than was asked for is enough to know that the server sends what it likes. */
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
            throw new RangesRefused("the server sends more than it was asked for");
        }
        if (bytes.length != last - first + 1) {
            throw new RangesRefused("the server sends another range than it says");
        }
        return Optional.of(new Part(first, last, Long.parseLong(range.group(3)), bytes));
    }

    /** What one answer held, and of how much. */
    private record Part(long first, long last, long total, byte[] bytes) {}
}
