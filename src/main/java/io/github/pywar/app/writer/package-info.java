/** A tree written down as a zip, a tar.gz or a folder: the same bytes from the same tree, on every machine. */
package io.github.pywar.app.writer;
