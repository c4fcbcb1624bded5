package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;

/** HTML text with limits for the number and the length of tags: the parser keeps a tag in memory until its end. */
final class BoundedTags extends FilterReader {

    /** A page has about three tags a file; no real project comes near this limit. */
    private static final int MOST = 1_000_000;

    /** In characters, from one {@code <} to the next: a tag with its attributes, and the text after it. */
    private static final int LONGEST = 1 << 20;

    private final URI page;
    private int tags;
    private int sinceTag;

    BoundedTags(Reader in, URI page) {
        super(in);
        this.page = page;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    /** @throws UserException if a limit is exceeded */
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        for (int at = offset; at < offset + read; at++) {
            boolean isTag = buffer[at] == '<';
            tags += isTag ? 1 : 0;
            sinceTag = isTag ? 0 : sinceTag + 1;
            if (sinceTag > LONGEST) {
                throw tooLarge("it has a tag or a text of more than " + LONGEST + " characters");
            }
        }
        if (tags > MOST) {
            throw tooLarge("it has more than " + MOST + " tags");
        }
        return read;
    }

    private UserException tooLarge(String what) {
        return UserException.of("Cannot read `" + page + "` as a page of a package index: " + what)
                .hint("check the index's URL: a page with files is never so large");
    }
}
