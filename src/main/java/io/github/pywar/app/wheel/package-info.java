/** Wheels of pure-Python libraries, built in Java from a POM, {@code pyproject.toml} and source folders. */
package io.github.pywar.app.wheel;
