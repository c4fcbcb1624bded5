package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;

/** The text of an HTML page with no more tags, and no longer ones, than a page may have, so that none fills the memory. */
final class BoundedTags extends FilterReader {

    /** Three tags a file, and many times the files of any real project. */
    private static final int MOST = 1_000_000;

    /** From one {@code <} to the next: a tag with all its attributes, and text behind it. */
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

    /** @throws UserException where there are more tags */
    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        for (int at = offset; at < offset + read; at++) {
            boolean isTag = buffer[at] == '<';
            tags += isTag ? 1 : 0;
            sinceTag = isTag ? 0 : sinceTag + 1;
            if (sinceTag > LONGEST) {
                throw refusal("it has a tag or a text of more than " + LONGEST + " characters");
            }
        }
        if (tags > MOST) {
            throw refusal("it has more than " + MOST + " tags");
        }
        return read;
    }

    private UserException refusal(String what) {
        return UserException.of("Cannot read `" + page + "` as a page of a package index: " + what)
                .hint("check the index's URL: no page of files is so large");
    }
}
