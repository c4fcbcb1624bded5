/**
 * {@code pylock.toml} (PEP 751): the files that were chosen, read, written the same way every time, and selected for a
 * target without asking any index.
 */
package io.github.pywar.python.lock;
