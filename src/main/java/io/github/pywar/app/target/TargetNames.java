package io.github.pywar.app.target;

import io.github.pywar.python.target.Platform;
import io.github.pywar.python.target.PythonVersion;
import io.github.pywar.python.target.TargetEnvironment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of targets without a declared classifier: {@code cp311-linux-x86_64}, with the C library where it differs. */
record TargetNames(List<TargetEnvironment> targets) {

    /** Returns the name of one of the targets. */
    String of(TargetEnvironment target) {
        String name = base(target);
        Set<String> floors = new HashSet<>();
        for (TargetEnvironment other : targets) {
            if (base(other).equals(name)) {
                floors.add(other.platform().floor());
            }
        }
        return floors.size() == 1
                ? name
                : name + "-" + withoutDots(target.platform().floor());
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
