/** Reading and writing JSON and TOML. */
package io.github.pywar.base.data;
