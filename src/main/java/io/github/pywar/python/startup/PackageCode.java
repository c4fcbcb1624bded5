package io.github.pywar.python.startup;

import io.github.pywar.python.name.PackageName;
import io.github.pywar.python.version.Version;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
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
}
