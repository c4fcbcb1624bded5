package io.github.pywar.python.startup;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Start-up code of one package.
 *
 * @param code in the order of its files; empty if the package has none
 */
public record PackageCode(PackageName name, Version version, List<StartupCode> code) {

    public PackageCode {
        code = List.copyOf(code);
    }

    /** @return the code of a wheel */
    public static PackageCode of(Wheel wheel) throws IOException {
        return new PackageCode(wheel.name().name(), wheel.name().version(), StartupScan.of(wheel));
    }

    /** Returns the code of wheels in one folder of libraries, with native modules that the known code of any wheel loads. */
    public static List<PackageCode> of(List<Wheel> wheels) throws IOException {
        List<PackageCode> all = new ArrayList<>();
        Set<String> loaded = new TreeSet<>();
        for (Wheel wheel : wheels) {
            PackageCode one = of(wheel);
            all.add(one);
            one.code().stream()
                    .filter(StartupCode::isKnown)
                    .map(SetuptoolsCode::module)
                    .forEach(loaded::add);
        }
        NativeModules modules = new NativeModules(loaded);
        for (int i = 0; i < all.size() && !loaded.isEmpty(); i++) {
            all.set(i, all.get(i).with(modules.of(wheels.get(i))));
        }
        return all;
    }

    private PackageCode with(List<StartupCode> more) {
        List<StartupCode> joined = new ArrayList<>(code);
        joined.addAll(more);
        return new PackageCode(name, version, joined);
    }
}
