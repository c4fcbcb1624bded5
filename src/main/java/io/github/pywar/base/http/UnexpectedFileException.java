package io.github.pywar.base.http;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import java.util.List;

/** A file that arrived is not the one whose size and sums were declared. */
public class UnexpectedFileException extends UserException {

    private static final long serialVersionUID = 1L;

    private final String fileName;

    /** @param fileName of the file, without its folder */
    public UnexpectedFileException(String fileName, String what, List<Hint> hints) {
        super(what, hints);
        this.fileName = fileName;
    }

    /** @return the name of the file */
    public String fileName() {
        return fileName;
    }
}
