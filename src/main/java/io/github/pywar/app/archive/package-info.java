/** The tree of an archive: its layout, its manifest, its RECORD, and the runtime in it. */
package io.github.pywar.app.archive;
