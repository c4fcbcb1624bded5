/** JSON and TOML, read and written through libraries. */
package io.github.pywar.base.data;
