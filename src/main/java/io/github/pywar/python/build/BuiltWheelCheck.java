package io.github.pywar.python.build;

import io.github.pywar.python.tag.WheelTag;
import io.github.pywar.python.target.TargetEnvironment;
import io.github.pywar.python.wheel.Wheel;
import java.io.IOException;
import java.util.Set;

/** Check of the compiled code of a wheel that was built on this machine. */
@FunctionalInterface
public interface BuiltWheelCheck {

    /** Accepts every wheel with its own tags. */
    BuiltWheelCheck NONE = (wheel, target) -> wheel.name().tags();

    /**
     * Checks that the compiled code can be loaded on the target.
     *
     * @param wheel with tags of this machine, for example {@code linux_x86_64}
     * @return the tags that the wheel receives: its own, or more portable ones
     * @throws io.github.pywar.base.error.UserException if the target cannot load it
     */
    Set<WheelTag> tags(Wheel wheel, TargetEnvironment target) throws IOException;
}
