/** Content in memory or on disk, trees of files, and atomic writes. */
package io.github.pywar.base.file;
