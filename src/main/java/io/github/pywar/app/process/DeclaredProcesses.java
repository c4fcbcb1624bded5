package io.github.pywar.app.process;

import io.github.pywar.base.error.ErrorList;
import io.github.pywar.base.error.UserException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Process types of an application, from all their declarations. */
public final class DeclaredProcesses {

    private DeclaredProcesses() {}

    /**
     * Parses declarations.
     *
     * @return the process types, in the order of their declaration
     * @throws UserException with all errors; also if two have one name
     */
    public static List<ProcessType> parse(List<ProcessDeclaration> declarations) {
        Map<String, ProcessDeclaration> known = new HashMap<>();
        return ErrorList.eachOf(declarations, one -> {
            ProcessDeclaration other = known.putIfAbsent(one.name(), one);
            if (other != null) {
                throw UserException.of("Two processes have the name `" + one.name() + "`\n    from: " + other.location()
                                + " and " + one.location())
                        .hint("rename one of them, or set <instances> for several equal processes");
            }
            return one.parse();
        });
    }
}
