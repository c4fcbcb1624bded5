package io.github.pywar.python.startup;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
        for (Wheel wheel : wheels) {
            all.add(of(wheel));
        }
        NativeModules modules = NativeModules.loadedBy(all);
        for (int i = 0; i < all.size() && !modules.names().isEmpty(); i++) {
            all.set(i, modules.addedTo(all.get(i), wheels.get(i)));
        }
        return all;
    }

    /** Returns the code that another scan of the same package did not find. */
    public PackageCode without(PackageCode other) {
        List<StartupCode> rest = new ArrayList<>(code);
        rest.removeAll(other.code());
        return new PackageCode(name, version, rest);
    }
}
