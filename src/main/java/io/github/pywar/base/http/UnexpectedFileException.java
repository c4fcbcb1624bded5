package io.github.pywar.base.http;

import io.github.pywar.base.error.Hint;
import io.github.pywar.base.error.UserException;
import java.util.List;

/** Error: a downloaded file does not have the declared size and checksums. */
public class UnexpectedFileException extends UserException {

    private static final long serialVersionUID = 1L;

    private final String fileName;

    /** @param fileName without the folder */
    public UnexpectedFileException(String fileName, String what, List<Hint> hints) {
        super(what, hints);
        this.fileName = fileName;
    }

    /** @return the name of the file */
    public String fileName() {
        return fileName;
    }
}
