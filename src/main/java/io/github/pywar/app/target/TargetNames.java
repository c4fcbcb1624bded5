package io.github.pywar.app.target;

import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.List;
import java.util.stream.Collectors;

/** Names of targets without a declared classifier: {@code cp311-linux-x86_64}, with the C library where it differs. */
record TargetNames(List<TargetEnvironment> targets) {

    /** Returns the name of one of the targets. */
    String of(TargetEnvironment target) {
        String name = base(target);
        boolean isUnique = targets.stream()
                        .filter(other -> base(other).equals(name))
                        .map(other -> other.platform().floor())
                        .collect(Collectors.toSet())
                        .size()
                == 1;
        return isUnique ? name : name + "-" + withoutDots(target.platform().floor());
    }

    private static String base(TargetEnvironment target) {
        PythonVersion python = target.python();
        Platform platform = target.platform();
        return "cp3" + python.minor() + (python.freeThreaded() ? "t" : "") + "-" + withoutDots(platform.toString());
    }

    /** The name of a lock file has no dots (PEP 751), and it should be the classifier. */
    private static String withoutDots(String text) {
        return text.replace('.', '_');
    }
}
