/**
 * The archive itself: where each file has its place, what the manifest says, the runtime that travels along, and
 * writing the tree as zip, folder or tar.gz, byte for byte the same from the same input.
 */
package io.github.pywar.app.archive;
