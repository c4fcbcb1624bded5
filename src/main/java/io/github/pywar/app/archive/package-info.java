/** The tree of an archive: where each file has its place, what the manifest says, and the runtime that travels along. */
package io.github.pywar.app.archive;
