package io.github.pywar.app.lock;

import io.github.pywar.app.library.PackageSources;
import io.github.pywar.app.spec.AppSpec;
import io.github.pywar.base.error.UserException;
import io.github.pywar.base.progress.Progress;
import io.github.pywar.python.name.PackageName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds a lock against the wheels that came in: each of them finds in the lock what it requires. Asks nobody.
 *
 * @param lock which names the wheels
 * @param supply that forgets what was told of a wheel and does not stand in it
 */
record LockedWheelCheck(AppLock lock, PackageSources supply) {

    private static final int MOST_SHOWN = 10;

    /**
     * @param progress told what another tool's lock lacks: the rules by which that was made are not known here
     * @throws UserException where a lock that this product made lacks something
     */
    void check(AppSpec spec, List<LockedWheel> wheels, Progress progress) throws IOException {
        Map<PackageName, List<String>> unmet = new LockClosureCheck(spec, wheels).unmet();
        List<String> faults = new ArrayList<>();
        for (LockedWheel one : wheels) {
            unmet.getOrDefault(one.name(), List.of())
                    .forEach(fault -> faults.add("`" + one.wheel().fileName() + "` " + fault));
        }
        if (faults.isEmpty()) {
            return;
        }
        if (lock.foreignMaker().isPresent()) {
            progress.warning(lock + ", which `" + lock.foreignMaker().get() + "` wrote, lacks what its wheels require: "
                    + String.join("; ", shown(faults)) + ". Lock again with it, unless a rule of its says so");
            return;
        }
        supply.forget(wheels.stream()
                .filter(one -> unmet.containsKey(one.name()))
                .map(LockedWheel::file)
                .toList());
        throw refusal(faults);
    }

    private UserException refusal(List<String> faults) {
        return UserException.of(lock + " lacks what its wheels require\n    " + String.join("\n    ", shown(faults)))
                .hint(
                        "lock again, with the goal `pywar:lock`: what was told of these wheels is forgotten, and asked for"
                                + " anew")
                .hint("if it stays so, tell the owner of the index that its METADATA is not that of the wheel; until"
                        + " then, require here what is missing")
                .hint("to do without it, or with another version: <exclusions>, <overrides>");
    }

    private static List<String> shown(List<String> faults) {
        List<String> shown = new ArrayList<>(faults.subList(0, Math.min(MOST_SHOWN, faults.size())));
        if (faults.size() > MOST_SHOWN) {
            shown.add("and " + (faults.size() - MOST_SHOWN) + " more");
        }
        return shown;
    }
}
