package io.github.pywar.app.environment;

import io.github.pywar.app.library.Library;
import io.github.pywar.app.policy.StartupGate;
import io.github.pywar.app.policy.StartupRules;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.startup.PackageCode;
import io.github.pywar.python.startup.StartupCode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
        List<PackageCode> ofArchive = Library.startupCode(packed);
        Set<PackageName> names = new HashSet<>();
        ofArchive.forEach(one -> names.add(one.name()));
        for (PackageCode one : Library.startupCode(all)) {
            if (ofArchive.contains(one)) {
                continue;
            }
            for (StartupCode code : one.code()) {
                progress.step("Start-up code of test requirements: " + StartupGate.listed(one, code));
            }
            if (!names.contains(one.name()) && rules.packages().contains(one.name())) {
                progress.warning("<allowStartupCode> has no effect on `" + one.name()
                        + "`: only tests require it, and their start-up code needs no entry");
            }
        }
    }
}
