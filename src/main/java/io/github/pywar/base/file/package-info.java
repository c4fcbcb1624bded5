/** Content without a place, trees of it, and writing to disk so that nothing is ever half there. */
package io.github.pywar.base.file;
