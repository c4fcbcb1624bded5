/** Lock files, {@code pylock.toml} (PEP 751): reading, writing, and selection of artifacts for a target. */
package io.github.pywar.python.lock;
