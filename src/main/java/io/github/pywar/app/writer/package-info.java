/** Writers of a tree: zip, tar.gz, folder. The same tree is written as the same bytes on every machine. */
package io.github.pywar.app.writer;
