package io.github.pywar.python.source;

import java.io.IOException;
import java.nio.file.Path;

/** Built wheels that several machines share. Safe for concurrent use. */
public interface SharedWheels {

    /** Shares nothing. */
    SharedWheels NONE = new SharedWheels() {
        @Override
        public boolean find(BuiltWheelKey key, Path target) {
            return false;
        }

        @Override
        public void use(BuiltWheelKey key, Path wheel) {
            // nothing is shared
        }
    };

    /**
     * Fetches a wheel that another machine built.
     *
     * @param target path of the copy; its folder exists. The copy is complete, or there is none
     * @return whether there is such a wheel
     */
    boolean find(BuiltWheelKey key, Path target) throws IOException;

    /**
     * Records that a build uses a wheel that was built here or found.
     *
     * @param wheel the verified file, which remains where it is
     */
    void use(BuiltWheelKey key, Path wheel) throws IOException;
}
