package io.github.pywar.python.index;

import io.github.pywar.base.error.UserException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;

/** The text of an HTML page that has no more tags than a page may have, so that no page can fill the memory. */
final class BoundedTags extends FilterReader {

    /** Three tags a file, and many times the files of any real project. */
    private static final int MOST = 1_000_000;

    private final URI page;
    private int tags;

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
            tags += buffer[at] == '<' ? 1 : 0;
        }
        if (tags > MOST) {
            throw UserException.of("Cannot read `" + page + "` as a page of a package index: it has more than " + MOST
                            + " tags")
                    .hint("check the index's URL: no page of files is so large");
        }
        return read;
    }
}
