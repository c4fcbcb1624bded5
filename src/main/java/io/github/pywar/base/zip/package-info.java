/**
 * Zip files: reading from a disk or through byte ranges, with every check before any content is used, and reproducible
 * writing of a file tree (APPNOTE, the zip file format specification).
 */
package io.github.pywar.base.zip;
