package io.github.pywar.maven;

import org.apache.maven.toolchain.MisconfiguredToolchainException;
import org.apache.maven.toolchain.ToolchainFactory;
import org.apache.maven.toolchain.ToolchainPrivate;
import org.apache.maven.toolchain.model.ToolchainModel;

/** Reader of the toolchains of the type {@code python} in toolchains.xml. */
public final class PythonToolchainFactory implements ToolchainFactory {

    @Override
    public ToolchainPrivate createToolchain(ToolchainModel model) throws MisconfiguredToolchainException {
        return new PythonToolchain(model, ToolchainProgram.of(model));
    }

    /** Returns null: without toolchains.xml, goals search a Python themselves. */
    @Override
    public ToolchainPrivate createDefaultToolchain() {
        return null;
    }
}
