package io.github.pywar.app.environment;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.policy.StartupGate;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.startup.PackageCode;
import io.github.pywar.python.startup.StartupCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Start-up code in an environment that is not in the archive. It is listed and needs no entry: the code of a test
 * requirement runs in the tests in any case.
 *
 * @param packed the libraries of the archive, whose code is already checked
 * @param all the libraries of the environment
 */
record TestStartupCode(List<Library> packed, List<Library> all) {

    /**
     * Lists the code.
     *
     * @param rules entries that are about the archive of these libraries; a warning names those without an effect
     */
    void list(StartupRules rules, Progress progress) throws IOException {
        Map<PackageName, List<StartupCode>> ofArchive = new HashMap<>();
        Library.startupCode(packed).forEach(one -> ofArchive.put(one.name(), one.code()));
        for (PackageCode one : Library.startupCode(all)) {
            List<StartupCode> known = ofArchive.getOrDefault(one.name(), List.of());
            for (StartupCode code : one.code()) {
                if (!known.contains(code)) {
                    progress.step("Start-up code of test requirements: " + StartupGate.listed(one, code));
                }
            }
            if (!ofArchive.containsKey(one.name()) && rules.packages().contains(one.name())) {
                progress.warning("<allowStartupCode> has no effect on `" + one.name()
                        + "`: only tests require it, and their start-up code needs no entry");
            }
        }
    }
}
