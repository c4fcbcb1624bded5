package io.github.pywar.python.builtcode;

import io.github.pywar.base.error.UserException;
import java.util.ArrayList;
import java.util.List;

/** Error: compiled code that was built on this machine is not allowed, or the target cannot load it. */
public final class RefusedCodeException extends UserException {

    private static final long serialVersionUID = 1L;

    private final transient RefusedCode code;

    /** Creates the error of one package. */
    public RefusedCodeException(RefusedCode code) {
        super(code.what(), new RefusedCodeHints(List.of(code)).hints());
        this.code = code;
    }

    /** Returns the code. */
    public RefusedCode code() {
        return code;
    }

    /** Returns one error for the code of several packages, with hints that are sufficient for all of them. */
    public static UserException together(List<RefusedCode> all) {
        List<String> reasons = new ArrayList<>();
        for (RefusedCode one : all) {
            reasons.add(one.what());
        }
        return new UserException(String.join("\n", reasons), new RefusedCodeHints(all).hints());
    }
}
